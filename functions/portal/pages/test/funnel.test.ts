/** The funnel on the staff's home: how many applications came how far. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { funnel } from "../src/staff/home/funnel.ts";

const rows = (counts: Record<string, number>) => Object.entries(counts).map(([name, count]) => ({ name, count }));

test("each step counts those who came that far, a term that began or ended with them", () => {
  const counts = {
    statuses: rows({ draft: 4, matched: 3, eligible: 2 }),
    days: rows({ "2026-03-07": 4, "2026-03-09": 2 }),
    outcomes: rows({ eligible: 5, ineligible: 1 }),
    matches: rows({ proposed: 1, confirmed: 1, in_term: 1, completed: 1, declined: 7 }),
  };
  assert.deepEqual(funnel({ counted: 10, counts }), [
    { name: "Started", count: 10 },
    { name: "Submitted", count: 6 },
    { name: "Eligible", count: 5 },
    { name: "Matched", count: 3 },
    { name: "Confirmed by both", count: 3 },
  ]);
});

test("what no one has reached is zero", () => {
  assert.deepEqual(
    funnel({ counted: 1, counts: {} }).map(({ count }) => count),
    [1, 0, 0, 0, 0],
  );
});
