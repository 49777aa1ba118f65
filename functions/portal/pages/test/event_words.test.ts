/** What a fact says of itself is read in words, not in the program's names. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventWords } from "../src/staff/parts/event_words.ts";
import { kindOf } from "../src/staff/trail/about.ts";

test("outcomes, mails and times are words, and ids are left out", () => {
  const data = { outcome: "needs_review", policy: "2024-25.1", version: 2, match: "id", mail: "received" };
  assert.deepEqual(eventWords(data), ["Needs review", "policy 2024-25.1", "version 2", "e-mail: Application received"]);
  const until = { until: "2024-04-21T04:00:00.000Z", in_touch: false, rating: 2, actors: ["staff:1"], note: null };
  assert.deepEqual(eventWords(until), ["until April 21, 2024, 12:00 AM ET", "in touch no", "rating 2"]);
});

test("the type of a fact says what it is about", () => {
  assert.deepEqual(
    ["VerdictReached", "MentorPaused", "MatchEnded", "RoundPublished"].map((type) => kindOf(type as "MatchEnded")),
    ["application", "mentor", "match", null],
  );
});
