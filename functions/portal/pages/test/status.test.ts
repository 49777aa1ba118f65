import assert from "node:assert/strict";
import { test } from "node:test";
import type { Application, Cycle, Match } from "../src/common/records.ts";
import { deadlineOf, phaseAt } from "../src/people/deadline.ts";
import { type State, stateOf } from "../src/people/status/state.ts";

const CYCLE: Cycle = {
  id: "c",
  name: "2026-27",
  phase: "open",
  opens_at: "2026-02-01T05:00:00Z",
  opens_at_et: "February 1, 2026, 12:00 AM ET",
  deadline: "2026-04-16T03:59:00Z",
  deadline_et: "April 15, 2026, 11:59 PM ET",
  accepts_before: "2026-04-16T04:00:00Z",
  server_time: "2026-03-01T00:00:00Z",
  term: { starts_on: "2026-07-01", min_months: 6, max_months: 12 },
  eligibility_policy: "p",
  matching_policy: "stable.1",
  response_days: 10,
  contact_email: "mentoring@example.org",
};
const APPLICATION: Application = {
  id: "a",
  cycle: "c",
  status: "eligible",
  version: 1,
  unsubmitted_changes: false,
  form: {},
  updated_at: "2026-03-01T00:00:00Z",
};
const MATCH: Match = {
  id: "m",
  cycle: "c",
  state: "proposed",
  application: "a",
  mentor: "b",
  reasons: [],
  respond_by: "2026-05-01T04:00:00Z",
  respond_by_et: "May 1, 2026, 12:00 AM ET",
  accepted: { applicant: false, mentor: false },
};

test("an application without a match is in the state of its status, by whether the window is open", () => {
  const states: [Application["status"], State, State][] = [
    ["draft", "draft", "lapsed"],
    ["eligible", "eligible", "matching"],
    ["submitted", "submitted", "submitted"],
    ["needs_review", "needs_review", "needs_review"],
    ["unmatched", "unmatched", "unmatched"],
    ["matched", "matched", "matched"],
    ["withdrawn", "withdrawn", "withdrawn"],
  ];
  for (const [status, open, closed] of states) {
    assert.equal(stateOf({ ...APPLICATION, status }, undefined, true), open);
    assert.equal(stateOf({ ...APPLICATION, status }, undefined, false), closed);
  }
});

test("a proposal waits for the applicant and then for the mentor, and what came to nothing goes into the next round", () => {
  const stateWith = (match: Partial<Match>) => stateOf(APPLICATION, { ...MATCH, ...match }, false);
  assert.equal(stateWith({}), "proposed");
  assert.equal(stateWith({ accepted: { applicant: true, mentor: false } }), "waiting");
  for (const state of ["declined", "expired", "withdrawn"] as const) assert.equal(stateWith({ state }), "carried");
});

test("a match that has ended is over", () => {
  const matched: Application = { ...APPLICATION, status: "matched" };
  assert.equal(stateOf(matched, { ...MATCH, state: "in_term" }, false), "matched");
  assert.equal(stateOf(matched, { ...MATCH, state: "completed" }, false), "over");
});

test("a person's deadline is the cycle's unless an extension is later", () => {
  const usual = deadlineOf(CYCLE, undefined);
  assert.deepEqual(usual, {
    before: Date.parse(CYCLE.accepts_before),
    iso: "2026-04-16T03:59:00.000Z",
    eastern: CYCLE.deadline_et,
    extended: false,
  });
  assert.deepEqual(deadlineOf(CYCLE, { until: "2026-04-10T04:00:00Z", until_et: "earlier" }), usual);
  assert.deepEqual(deadlineOf(CYCLE, { until: "2026-04-18T04:00:00Z", until_et: "later" }), {
    before: Date.parse("2026-04-18T04:00:00Z"),
    iso: "2026-04-18T03:59:00.000Z",
    eastern: "later",
    extended: true,
  });
});

test("the window closes with the first instant that is late", () => {
  const deadline = deadlineOf(CYCLE, undefined);
  assert.equal(phaseAt(Date.parse(CYCLE.opens_at) - 1, CYCLE, deadline), "upcoming");
  assert.equal(phaseAt(Date.parse(CYCLE.opens_at), CYCLE, deadline), "open");
  assert.equal(phaseAt(deadline.before - 1, CYCLE, deadline), "open");
  assert.equal(phaseAt(deadline.before, CYCLE, deadline), "closed");
});
