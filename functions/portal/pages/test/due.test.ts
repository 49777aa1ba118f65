/** Which question a confirmed match asks, and which check-in is next. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Match, Moment } from "../src/common/records.ts";
import { askedOf, nextCheckIn } from "../src/people/matches/due.ts";

const moment = (kind: Moment["kind"], state: Moment["state"], month?: number) => ({ kind, state, month }) as Moment;
const matchOf = (...thread: Moment[]) => ({ thread }) as unknown as Match;

test("of the questions that wait the latest is asked", () => {
  const asked = askedOf(
    matchOf(moment("contact", "open"), moment("check_in", "missed", 1), moment("check_in", "open", 3)),
  );
  assert.deepEqual([asked?.kind, asked?.month], ["check_in", 3]);
  assert.equal(askedOf(matchOf(moment("contact", "open"), moment("check_in", "done", 1)))?.kind, "contact");
  assert.equal(askedOf(matchOf(moment("contact", "done"), moment("check_in", "next", 1))), undefined);
  assert.equal(askedOf(matchOf(moment("check_in", "missed", 1), moment("survey", "open")))?.kind, "survey");
  assert.equal(askedOf({} as Match), undefined);
});

test("the next check-in is the first that is neither due nor answered", () => {
  const year = matchOf(moment("check_in", "done", 1), moment("begun", "next"), moment("check_in", "later", 3));
  assert.equal(nextCheckIn(year)?.month, 3);
  assert.equal(nextCheckIn(matchOf(moment("complete", "next"))), undefined);
});
