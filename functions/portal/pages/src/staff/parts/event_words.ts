/** What the facts of the trail say of themselves, in words. */
import { inEastern } from "../../common/clock.ts";
import { MATCH_STATES, MENTOR_STATUSES } from "../mentors/words.ts";
import { labelled, OUTCOMES, RULES, STATUSES } from "../words.ts";
import { mailTitle } from "./mail_titles.ts";

/** What lies in an event for the program alone: ids, and what its place in the trail says already. */
const HIDDEN: readonly string[] = [
  "application",
  "cycle",
  "match",
  "mentor",
  "run",
  "task",
  "job",
  "caller",
  "request",
];

const NAMES: Readonly<Record<string, string>> = {
  by_staff: "by staff",
  done_by: "done by",
  late_by_seconds: "seconds late",
  outcome: "",
  was: "before:",
  mail: "e-mail:",
};

const WORDS: Readonly<Record<string, (value: string) => string>> = {
  outcome: labelled(OUTCOMES),
  status: (value) => labelled({ ...STATUSES, ...MENTOR_STATUSES })(value).toLowerCase(),
  state: (value) => labelled(MATCH_STATES)(value).toLowerCase(),
  mail: mailTitle,
  rule: (value) => RULES[value] ?? value,
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00)$/;

function worded(name: string, value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = String(value);
  if (INSTANT.test(text)) return inEastern(text);
  return WORDS[name]?.(text) ?? text.replaceAll("_", " ");
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof value);

/** Such as `Eligible`, `policy 2024-25.1`, `version 1`; lists and ids are left out. */
export const eventWords = (data: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(data).flatMap(([name, value]) => {
    if (!isPlain(value) || HIDDEN.includes(name)) return [];
    return [`${NAMES[name] ?? name.replaceAll("_", " ")} ${worded(name, value)}`.trim()];
  });
