/**
 * Answers of the eligibility check on their way into the application: in this tab alone until they're there, and
 * never self-identification.
 */
import type { Value } from "../common/records.ts";
import { isBlank } from "../common/values.ts";

const KEY = "check_answers";
const PARTS = ["training.", "location."];

type Carried = Readonly<Record<string, Value>>;

/** Take answers along. */
export function carry(answers: Carried): void {
  const own = Object.entries(answers).filter(
    ([path, value]) => PARTS.some((part) => path.startsWith(part)) && !isBlank(value),
  );
  sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(own)));
}

const isAnswer = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === "string";

/** What was taken along, given once. */
export function takeCarried(): readonly (readonly [string, string])[] {
  const carried: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  sessionStorage.removeItem(KEY);
  const entries: [string, unknown][] = typeof carried === "object" && carried ? Object.entries(carried) : [];
  return entries.filter(isAnswer);
}
