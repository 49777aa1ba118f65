import assert from "node:assert/strict";
import { test } from "node:test";
import { inFormOrder, Problem } from "../src/common/problem.ts";

test("a failure that no document describes promises nothing about what was sent", () => {
  const [sent, read] = [new Problem(502, null), new Problem(502, null, true)];
  assert.match(sent.message, /we don’t know whether what you sent was stored/);
  assert.equal(read.message, "Something went wrong on our side. Try again in a moment.");
  assert.equal(new Problem(409, { detail: "The deadline has passed." }).message, "The deadline has passed.");
});

test("errors follow the form, those of parts with their owner and those of no field last", () => {
  const errors = ["elsewhere", "topics.1", "name.last", "name.first"].map((field) => ({ field, message: field }));
  const sorted = inFormOrder(["name.first", "name.last", "topics"], errors).map(({ field }) => field);
  assert.deepEqual(sorted, ["name.first", "name.last", "topics.1", "elsewhere"]);
});
