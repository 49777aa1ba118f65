import assert from "node:assert/strict";
import { test } from "node:test";

// The one thing of a browser's that the modules ask for when they are loaded.
Object.defineProperty(globalThis, "document", { value: { querySelector: () => ({ content: "{}" }) } });
const { closest, matching, meantBy } = await import("../src/people/lookup/list.ts");

const SCHOOLS = [
  { name: "Northern Lakes College of Medicine", also: ["NLCM"] },
  { name: "University of Lakeside School of Medicine", also: ["Lakeside Med", "Peña School of Medicine"] },
  { name: "Lakeside Osteopathic College", also: [] },
];
const NEAR = [
  { name: "Meharry Medical College", also: ["Meharry", "ATSU"] },
  { name: "Western College of Medicine", also: ["ATSU"] },
  { name: "Lakeview Medical School", also: [] },
  { name: "Lakevier Medical School", also: [] },
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

test("a name means the only one that goes by it", () => {
  assert.equal(meantBy(SCHOOLS, "NLCM"), SCHOOLS[0]);
  assert.equal(meantBy(SCHOOLS, "lakeside osteopathic-college"), SCHOOLS[2]);
  assert.equal(meantBy(SCHOOLS, "Lakeside"), undefined);
  assert.equal(meantBy(NEAR, "ATSU"), undefined);
  assert.equal(meantBy(SCHOOLS, ""), undefined);
});

const near = (text: string) => closest(NEAR, text)?.name;

test("a name that isn't listed is close to the one school of which few letters are mistyped", () => {
  assert.equal(near("Mehary medical colege"), "Meharry Medical College");
  assert.equal(near("MEHARRY  Medical-College"), "Meharry Medical College");
  assert.equal(near("meharry"), "Meharry Medical College");
  assert.equal(near("Lakeviewm Medical School"), "Lakeview Medical School");
});

test("no school is close to another name, to one that two schools bear, or to one between two", () => {
  assert.equal(near("Prairie State College of Medicine"), undefined);
  assert.equal(near("Eastern College of Medicine"), undefined);
  assert.equal(near("ATSU"), undefined);
  assert.equal(near("Lakeviex Medical School"), undefined);
  assert.equal(near("?"), undefined);
});
