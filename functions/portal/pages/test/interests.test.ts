/** Interests: up to three, what is open to anything alone, and a first choice that goes with its choice. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isFirstAsked, MOST_CHOICES, outdatedBy } from "../src/people/application/interests.ts";
import { isBeyond, withChoice } from "../src/people/open_choices.ts";

const SITES = "interests.disease_sites";
const FIRST = "interests.first_disease_site";

test("what is open to anything stays alone", () => {
  assert.deepEqual(withChoice(["lung", "skin"], "any", true), ["any"]);
  assert.deepEqual(withChoice(["any"], "lung", true), ["lung"]);
  assert.deepEqual(withChoice(["lung", "skin"], "lung", false), ["skin"]);
});

test("a fourth is beyond, but not what is there, nor what replaces them all", () => {
  const three = ["lung", "skin", "breast"];
  const beyond = ["lung", "sarcoma", "any"].map((choice) => isBeyond(three, choice, MOST_CHOICES));
  assert.deepEqual(beyond, [false, true, false]);
  assert.equal(isBeyond(["lung", "skin"], "sarcoma", MOST_CHOICES), false);
});

test("what matters most is asked of two choices or more, and goes when its choice does", () => {
  const asked = [["lung"], ["lung", "any"], ["lung", "skin"]].map((sites) => isFirstAsked(FIRST, { [SITES]: sites }));
  assert.deepEqual(asked, [false, false, true]);
  const answers = { [SITES]: ["lung", "skin"], [FIRST]: "lung" };
  assert.equal(outdatedBy(SITES, ["skin"], answers), FIRST);
  assert.equal(outdatedBy(SITES, ["lung"], answers), undefined);
  assert.equal(outdatedBy("statement", "lung", answers), undefined);
});
