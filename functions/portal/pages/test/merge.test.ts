import assert from "node:assert/strict";
import { test } from "node:test";
import { ownerOf } from "../src/common/problem.ts";
import { equal, flatten, nest, rebase } from "../src/people/application/merge.ts";

test("a form is taken apart field by field, and its whole answers as one", () => {
  const form = {
    training: { stage: "resident", school: "A" },
    statement: "S",
    self_identification: { provided: true },
  };
  assert.deepEqual(flatten(form), {
    "training.stage": "resident",
    "training.school": "A",
    statement: "S",
    self_identification: { provided: true },
  });
});

test("only what changed is sent, and what was emptied is taken out", () => {
  const changes = { "training.school": "A", "training.residency": "", "interests.topics": [], statement: "" };
  assert.deepEqual(nest(changes), {
    training: { school: "A", residency: null },
    interests: { topics: null },
    statement: null,
  });
});

test("the order of choices says nothing, and no answer is like an empty one", () => {
  assert.equal(equal(["a", "b"], ["b", "a"]), true);
  assert.equal(equal(undefined, ""), true);
  assert.equal(equal(null, []), true);
  assert.equal(equal(false, undefined), false);
  assert.equal(equal("a", "b"), false);
});

test("changes of different fields are merged without a question", () => {
  const merged = rebase({ statement: "mine" }, {}, { "applicant.first_name": "theirs" });
  assert.deepEqual(merged, { changes: { statement: "mine" }, conflicts: [] });
});

test("a field changed in both places is a conflict, and the same change in both is none", () => {
  const changes = { statement: "mine", "applicant.phone": "1" };
  const merged = rebase(changes, { statement: "old" }, { statement: "theirs", "applicant.phone": "1" });
  assert.deepEqual(merged, { changes: { statement: "mine" }, conflicts: ["statement"] });
});

test("a conflict stays open until it is chosen, however often the stored copy changes", () => {
  const merged = rebase(
    { statement: "mine" },
    { statement: "theirs" },
    { statement: "theirs" },
    { open: ["statement"] },
  );
  assert.deepEqual(merged.conflicts, ["statement"]);
});

test("what was stored by ourselves without an answer is no conflict", () => {
  const unsure = { statement: ["mine"], self_identification: [{ declines: true }] };
  const stored = { statement: "mine", self_identification: { provided: true } };
  const changes = { statement: "mine and more", self_identification: { declines: true } };
  assert.deepEqual(rebase(changes, {}, stored, { unsure }), { changes, conflicts: [] });
});

test("an error belongs to the field, to what holds it or to a part of it", () => {
  const paths = ["self_identification", "interests.topics"];
  assert.equal(ownerOf("interests.topics.0", paths), "interests.topics");
  assert.equal(ownerOf("self_identification.groups", paths), "self_identification");
  assert.equal(ownerOf("interests", paths), "interests.topics");
  assert.equal(ownerOf("statement", paths), undefined);
});
