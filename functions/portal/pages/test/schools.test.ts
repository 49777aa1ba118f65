import assert from "node:assert/strict";
import { test } from "node:test";

// The one thing of a browser's that the modules ask for when they are loaded.
Object.defineProperty(globalThis, "document", { value: { querySelector: () => ({ content: "{}" }) } });
const { listed, matching } = await import("../src/people/application/schools.ts");

const SCHOOLS = [
  { name: "Northern Lakes College of Medicine", also: ["NLCM"] },
  { name: "University of Lakeside School of Medicine", also: ["Lakeside Med", "Peña School of Medicine"] },
  { name: "Lakeside Osteopathic College", also: [] },
];
const names = (text: string) => matching(SCHOOLS, text).map(({ name }) => name.split(" ")[0]);

test("a school is found by the beginnings of words of any of its names, what begins so first", () => {
  assert.deepEqual(names("lakes"), ["Lakeside", "Northern", "University"]);
  assert.deepEqual(names("nlcm"), ["Northern"]);
  assert.deepEqual(names("pena"), ["University"]);
  assert.deepEqual(names("med lakeside"), ["University"]);
  assert.deepEqual(names("zzz"), []);
  assert.deepEqual(names(" "), []);
});

test("only the listed name itself is on the list", () => {
  assert.equal(listed(SCHOOLS, "NLCM"), undefined);
  assert.equal(listed(SCHOOLS, "Lakeside Osteopathic College"), SCHOOLS[2]);
});
