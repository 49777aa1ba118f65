/** What waits for a person on their home page, and what comes next. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Application, Match } from "../src/common/records.ts";
import { forApplicant, forMentee, forMentor, type OwnApplication } from "../src/people/home/yours.ts";

const NOW = Date.parse("2024-04-01T12:00:00Z");
const deadline = { before: 0, iso: "", eastern: "April 15, 2024, 11:59 PM ET", extended: false };
const own = (more: Partial<OwnApplication> & { status?: string; unsubmitted_changes?: boolean }): OwnApplication => {
  const { status = "draft", unsubmitted_changes = false, ...rest } = more;
  const application = { status, unsubmitted_changes } as unknown as Application;
  return { application, state: "We have your application", deadline, open: true, stepsLeft: 0, matches: [], ...rest };
};
const proposal = (respond_by: string, accepted = { applicant: false, mentor: false }) =>
  ({ state: "proposed", respond_by, accepted }) as unknown as Match;
const term = (months: readonly (readonly [number, string, string])[]) =>
  ({
    state: "in_term",
    confirmed_at: "2024-03-30T12:00:00Z",
    respond_by: "",
    accepted: { applicant: true, mentor: true },
    thread: months.map(([month, day, state]) => ({ kind: "check_in", month, at: `${day}T13:00:00.000Z`, state })),
  }) as unknown as Match;
const texts = (items: readonly { text: string }[]) => items.map(({ text }) => text);

test("a draft leads to what is left of it", () => {
  assert.deepEqual(forApplicant(own({ stepsLeft: 3 }), NOW), [
    {
      href: "/application",
      text: "Continue your application: 3 steps left",
      detail: "The deadline is April 15, 2024, 11:59 PM ET.",
      waits: true,
    },
  ]);
  assert.deepEqual(texts(forApplicant(own({ stepsLeft: 1 }), NOW)), ["Continue your application: 1 step left"]);
  const [ready] = forApplicant(own({}), NOW);
  assert.deepEqual([ready?.text, ready?.href], ["Review and submit your application", "/application/review"]);
});

test("what was submitted is named by its state, and waits only when it was changed while the window is open", () => {
  const submitted = { status: "submitted" };
  assert.deepEqual(texts(forApplicant(own(submitted), NOW)), ["We have your application"]);
  const changed = forApplicant(own({ ...submitted, unsubmitted_changes: true }), NOW);
  assert.deepEqual(texts(changed), ["Submit your changes, or they won’t count"]);
  const late = forApplicant(own({ ...submitted, unsubmitted_changes: true, open: false }), NOW);
  assert.deepEqual(texts(late), ["We have your application"]);
  assert.deepEqual(texts(forApplicant(own({ open: false, stepsLeft: 3 }), NOW)), ["We have your application"]);
});

test("proposals wait until the earliest answer is due, and no longer once they are answered or over", () => {
  const matches = [
    proposal("2024-04-05T03:59:00Z"),
    proposal("2024-04-04T03:59:00Z"),
    proposal("2024-03-01T00:00:00Z"),
  ];
  const record = { status: "active" } as never;
  assert.deepEqual(forMentor({ record, matches }, NOW), [
    {
      href: "/mentor",
      text: "2 proposals to answer",
      detail: "Answer by April 3, 2024, 11:59 PM ET.",
      waits: true,
    },
  ]);
  const answered = [proposal("2024-04-05T03:59:00Z", { applicant: false, mentor: true })];
  assert.equal(forMentor({ record, matches: answered }, NOW)[0]?.waits, false);
});

test("in a term the check-in that is due waits, and otherwise the next one is named", () => {
  const record = { status: "active" } as never;
  const soon = term([[1, "2024-04-24", "next"]]);
  assert.deepEqual(texts(forMentor({ record, matches: [soon] }, NOW)), ["Next check-in: April 24, 2024"]);
  const due = term([[1, "2024-03-31", "open"]]);
  assert.deepEqual(texts(forMentor({ record, matches: [due] }, NOW)), ["Answer the check-in of month 1"]);
});

test("each of a mentor's mentees is named", () => {
  const record = { status: "active" } as never;
  const soon = { ...term([[1, "2024-04-24", "next"]]), contact: { name: "Ana Ruiz" } } as unknown as Match;
  const due = { ...term([[1, "2024-03-31", "open"]]), contact: { name: "Bo Lee" } } as unknown as Match;
  const details = forMentor({ record, matches: [soon, due] }, NOW).map(({ detail }) => detail);
  assert.deepEqual(details, ["With Ana Ruiz.", "With Bo Lee. Two taps."]);
});

test("whoever has a mentor since an earlier cycle sees their year", () => {
  const soon = { ...term([[1, "2024-04-24", "next"]]), contact: { name: "Ana Ruiz" } } as unknown as Match;
  const next = { href: "/status", text: "Next check-in: April 24, 2024", detail: "With Ana Ruiz.", waits: false };
  assert.deepEqual(forMentee([soon], NOW), [next]);
});

test("once a term is complete its survey waits, where the year is", () => {
  const record = { status: "active" } as never;
  const over = (state: string) =>
    ({ ...term([]), id: "m1", state: "completed", thread: [{ kind: "survey", state }] }) as unknown as Match;
  const [asked] = forMentor({ record, matches: [over("open")] }, NOW);
  assert.deepEqual([asked?.href, asked?.text, asked?.waits], ["/matches/m1", "Tell us how the year went", true]);
  assert.equal(forMentor({ record, matches: [over("done")] }, NOW)[0]?.waits, false);
});

test("a mentor for whom there is nothing yet hears how they take part", () => {
  const quiet = (status: string) => texts(forMentor({ record: { status } as never, matches: [] }, NOW));
  assert.deepEqual(quiet("interested"), ["We’re reading your form, and will write to you"]);
  assert.deepEqual(quiet("paused"), ["You take a break, and get no proposals"]);
});
