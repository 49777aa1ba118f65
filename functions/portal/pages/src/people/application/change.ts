/** Changing answers from the review: the step leads back there, where what was changed is marked. */
import type { Schema } from "../../common/schema.ts";
import { pathsOf, type Step } from "./steps.ts";
import type { Answers } from "./types.ts";

/** A step that was opened from the review, with the answers as they were. */
interface Change {
  readonly step: Step;
  readonly before: Answers;
}

/** What came of one: the step, and the paths whose answers are others. */
export interface Changed {
  readonly step: Step;
  readonly paths: readonly string[];
}

let change: Change | null = null;

/** Open a step from the review. */
export function beginChange(step: Step, before: Answers): void {
  change = { step, before };
}

/** Whether a step was opened from the review; going on to another step ends that. */
export function isChange(step: Step): boolean {
  if (change?.step !== step) change = null;
  return change !== null;
}

/** What was changed since a step was opened from the review, given once; null where none was. */
export function takeChange(schema: Schema, answers: Answers): Changed | null {
  const taken = change;
  change = null;
  if (!taken) return null;
  const isOther = (path: string) => JSON.stringify(answers[path]) !== JSON.stringify(taken.before[path]);
  return { step: taken.step, paths: pathsOf(schema, taken.step).filter(isOther) };
}
