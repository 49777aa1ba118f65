/** The deadline as a calendar file: the last minute, under the id that the mail's entry has. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Application } from "../src/common/records.ts";
import { deadlineCalendar } from "../src/people/matches/calendar.ts";

const BEFORE = Date.parse("2027-04-16T04:00:00Z");

test("a deadline is its last minute, and a title can't break out of its line", () => {
  const application = { id: "a-1", updated_at: "2027-03-01T10:00:00.123Z" } as Application;
  const deadline = { before: BEFORE, iso: "2027-04-16T03:59:00.000Z", eastern: "", extended: false };
  const lines = deadlineCalendar(application, deadline, "2027, first\nBEGIN:X", "https://example.edu/a").split("\r\n");
  const wanted = ["UID:a-1-deadline", "DTSTAMP:20270301T100000Z", "DTSTART:20270416T035900Z", "DTEND:20270416T040000Z"];
  assert.deepEqual(lines.slice(4, 8), wanted);
  assert.equal(lines[8], "SUMMARY:Deadline: 2027\\, first BEGIN:X");
});
