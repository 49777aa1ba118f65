/** Changes of a draft round as they are gathered, and what is sent of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, toSent, type Wish, wanted, withWish } from "../src/staff/round/changes.ts";

const pin = (application: string, mentor: string): Wish => ({ kind: "pin", application, mentor });
const forbid = (application: string, mentor: string): Wish => ({ kind: "forbid", application, mentor });
const capacity = (mentor: string, most: number): Wish => ({ kind: "capacity", mentor, capacity: most });

test("what is wanted again needs no change, and what is taken back needs one only when it is stored", () => {
  assert.deepEqual(withWish([pin("a", "m")], [], pin("a", "m")), []);
  assert.deepEqual(withWish([], [pin("a", "m")], { ...pin("a", "m"), off: true }), []);
  const off = { ...pin("a", "m"), off: true };
  assert.deepEqual(withWish([pin("a", "m")], [], off), [off]);
  assert.deepEqual(wanted([pin("a", "m")], [off]), []);
});

test("an applicant is pinned to one mentor, and a pair is not both pinned and forbidden", () => {
  const stored = [pin("a", "m")];
  assert.deepEqual(wanted(stored, withWish(stored, [], pin("a", "other"))), [pin("a", "other")]);
  assert.deepEqual(wanted(stored, withWish(stored, [], forbid("a", "m"))), [forbid("a", "m")]);
  assert.deepEqual(withWish([], [forbid("a", "m")], pin("a", "m")), [pin("a", "m")]);
});

test("places can be changed again", () => {
  const changes = withWish([], withWish([], [], capacity("m", 0)), capacity("m", 2));
  assert.deepEqual(toSent(wanted([], changes)), { pin: [], forbid: [], capacity: [{ mentor: "m", capacity: 2 }] });
});

test("a change that is stored by now is none any more, and one made meanwhile is left", () => {
  const stored = [pin("a", "m")];
  assert.deepEqual(changed(stored, [pin("a", "m"), forbid("b", "m")]), [forbid("b", "m")]);
  assert.deepEqual(changed([], [{ ...pin("a", "m"), off: true }]), []);
});
