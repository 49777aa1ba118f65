/** What an applicant changed, field by field and word by word. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Schema } from "../src/common/schema.ts";

Object.assign(globalThis, { document: { querySelector: () => null } });
const { changesOf, runsOf } = await import("../src/common/changes.ts");

const SCHEMA = {
  properties: {
    training: {
      properties: {
        stage: {
          title: "Stage",
          oneOf: [
            { const: "resident", title: "Resident" },
            { const: "medical_student", title: "Medical student" },
          ],
        },
        school: { title: "School" },
      },
    },
    self_identification: { properties: { groups: { title: "Groups", type: "array" } } },
    statement: { title: "Statement", maxLength: 3000 },
  },
} as unknown as Schema;
const BEFORE = { training: { stage: "resident", school: "Howard" }, self_identification: { provided: true } };

test("what differs is in words, in the form's order, and what is fenced never shows", () => {
  const after = { training: { stage: "medical_student", school: "Howard" }, statement: "I teach." };
  assert.deepEqual(changesOf(SCHEMA, BEFORE, after), [
    { path: "training.stage", label: "Stage", before: "Resident", after: "Medical student", long: false },
    { path: "statement", label: "Statement", before: null, after: "I teach.", long: true },
  ]);
  assert.deepEqual(changesOf(SCHEMA, BEFORE, BEFORE), []);
});

test("two texts show the fewest words that went and came", () => {
  assert.deepEqual(runsOf("I want to teach.", "I want to learn and teach."), [
    { kind: "same", text: "I want to " },
    { kind: "added", text: "learn and " },
    { kind: "same", text: "teach." },
  ]);
  assert.deepEqual(runsOf("a b", "a"), [
    { kind: "same", text: "a" },
    { kind: "removed", text: " b" },
  ]);
  const long = "word ".repeat(1600);
  assert.deepEqual(runsOf(long, "short"), [
    { kind: "removed", text: long },
    { kind: "added", text: "short" },
  ]);
});
