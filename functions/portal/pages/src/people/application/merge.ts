/** Forms as maps from a field's path to its answer, and how changes are merged when the stored copy changed too. */
import type { Form } from "../../common/records.ts";
import { asKept, isBlank, isList, isPart } from "../../common/values.ts";
import type { Answer, Answers, Path } from "./types.ts";

/** The part that is one answer although it has fields. */
export const SELF_IDENTIFICATION = "self_identification" satisfies Path;

const isEmpty = (answer: Answer) => isBlank(answer) || (isList(answer) && answer.length === 0);
const inOrder = (answer: Answer) => JSON.stringify(isList(answer) ? [...answer].sort() : answer);

/** Whether two answers say the same; no answer, an empty text and an empty list do, and a list has no order. */
export const equal = (left: Answer, right: Answer) =>
  isEmpty(left) ? isEmpty(right) : inOrder(left) === inOrder(right);

const kept = (answer: Answer) => (typeof answer === "string" ? asKept(answer) : answer);

/** Whether two answers are the same once they are stored: spaces at an end, say, make no difference. */
export const equalWhenKept = (left: Answer, right: Answer) => equal(kept(left), kept(right));

/** `{training: {school: …}, statement: …}` as `{"training.school": …, statement: …}`. */
export function flatten(form: Form = {}): Answers {
  const answers: Record<string, Answer> = {};
  for (const [part, value] of Object.entries(form)) {
    if (part === SELF_IDENTIFICATION || !isPart(value)) answers[part] = value;
    else for (const [name, answer] of Object.entries(value)) answers[`${part}.${name}`] = answer;
  }
  return answers;
}

/** The reverse, as a PUT takes it: `null` removes a field. */
export function nest(changes: Answers): Form {
  const parts: Record<string, Answer> = {};
  for (const [path, answer] of Object.entries(changes)) {
    const [part = path, name] = path.split(".");
    const sent = isEmpty(answer) ? null : answer;
    const others = parts[part];
    parts[part] = name ? { ...(isPart(others) ? others : {}), [name]: sent } : sent;
  }
  return parts;
}

/** Whether there is an answer to self-identification, which is kept apart. */
export const isProvided = (answer: Answer) => isPart(answer) && answer.provided === true;

/** What `rebase` may know besides: conflicts that are still open, and what was sent without an answer, by path. */
export interface Doubts {
  open?: readonly string[];
  unsure?: Readonly<Record<string, readonly Answer[]>>;
}

/**
 * Lay changes made to `base` over what is stored now. A field changed in only one of the two needs no question, and
 * neither does one that we stored ourselves although no answer came (`unsure`). A field changed in both is a conflict,
 * and so is one that was a conflict before (`open`) and is not decided yet.
 */
export function rebase(changes: Answers, base: Answers, stored: Answers, { open = [], unsure = {} }: Doubts = {}) {
  const remaining = Object.entries(changes).filter(([path, answer]) => !equalWhenKept(answer, stored[path]));
  const isOurs = (path: string) =>
    unsure[path]?.some((sent) => equalWhenKept(sent, stored[path]) || isProvided(stored[path])) ?? false;
  const changedElsewhere = (path: string) => !equal(base[path], stored[path]) && !isOurs(path);
  const conflicts = remaining.map(([path]) => path).filter((path) => open.includes(path) || changedElsewhere(path));
  return { changes: Object.fromEntries(remaining), conflicts };
}
