/** Each task leads to whom it is about. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { waysOf } from "../src/staff/home/task_ways.ts";

test("a task about a match leads to both sides, and one about a mail to whom it went", () => {
  const pair = { application: "a", mentor: "m" };
  assert.deepEqual(waysOf({ kind: "check_in", subject: "match", data: pair }), { ...pair, canFinish: true });
  const bounce = (mail: string) => waysOf({ kind: "bounce", subject: "id", data: { mail } });
  assert.deepEqual(bounce("received"), { application: "id", canFinish: true });
  assert.deepEqual(bounce("match_proposed_mentor"), { mentor: "id", canFinish: true });
  assert.deepEqual(bounce("mentor_approved"), { mentor: "id", canFinish: true });
  assert.deepEqual(bounce("address_code"), { canFinish: true });
});

test("what goes by itself isn't marked done", () => {
  assert.deepEqual(waysOf({ kind: "review", subject: "a", data: {} }), { application: "a", canFinish: false });
  assert.deepEqual(waysOf({ kind: "dead_letter", subject: "matching", data: {} }), { canFinish: false });
});
