/** Days of a chart: one after the other, also those on which nothing came in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { everyDay, shortDay } from "../src/staff/parts/days.ts";

test("days without any are there as well, also over the change of the clocks", () => {
  const found = [
    { name: "2026-03-07", count: 2 },
    { name: "2026-03-09", count: 5 },
  ];
  assert.deepEqual(
    [...everyDay(found)],
    [
      ["2026-03-07", 2],
      ["2026-03-08", 0],
      ["2026-03-09", 5],
    ],
  );
  assert.deepEqual([...everyDay([])], []);
});

test("a day is the one it says, in whatever zone", () => {
  assert.equal(shortDay("2026-03-08"), "Mar 8");
});
