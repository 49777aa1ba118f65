/** Which question a confirmed match asks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Match } from "../src/common/records.ts";
import { dueCheckIn, isContactDue } from "../src/people/matches/due.ts";

const ANSWER = { met: true, rating: 4, answered_at: "2024-08-02T12:00:00.000Z" };
const MATCH = {
  state: "in_term",
  confirmed_at: "2024-05-02T12:00:00.000Z",
  term: {
    starts_on: "2024-07-01",
    ends_on: "2025-07-01",
    check_ins: [
      { month: 1, due_on: "2024-08-01" },
      { month: 3, due_on: "2024-10-01" },
    ],
  },
} as unknown as Match;

const answered = (month: number): Match => {
  const checkIns = MATCH.term?.check_ins.map((each) => (each.month === month ? { ...each, mentor: ANSWER } : each));
  return { ...MATCH, term: { ...MATCH.term, check_ins: checkIns } } as Match;
};

test("the latest check-in that is due is asked of a side that has not answered it", () => {
  assert.equal(dueCheckIn(MATCH, "mentor", "2024-07-31"), undefined);
  assert.equal(dueCheckIn(MATCH, "mentor", "2024-08-01")?.month, 1);
  assert.equal(dueCheckIn(MATCH, "mentor", "2024-12-01")?.month, 3);
  assert.equal(dueCheckIn(answered(3), "mentor", "2024-12-01"), undefined);
  assert.equal(dueCheckIn(answered(3), "applicant", "2024-12-01")?.month, 3);
  assert.equal(dueCheckIn({ ...MATCH, state: "confirmed" }, "mentor", "2024-12-01"), undefined);
});

test("whether the two are in touch is asked from ten days after the confirmation until it is answered", () => {
  const tenDays = Date.parse("2024-05-12T12:00:00.000Z");
  assert.equal(isContactDue(MATCH, tenDays - 1), false);
  assert.equal(isContactDue(MATCH, tenDays), true);
  assert.equal(isContactDue({ ...MATCH, in_touch: false }, tenDays), false);
});
