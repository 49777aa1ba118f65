/** The steps of the application: which fields each asks for, and how far it is. */
import { ownerOf } from "../../common/problem.ts";
import type { Cv } from "../../common/records.ts";
import { type FieldInfo, fieldOf, nodeOf, type Schema } from "../../common/schema.ts";
import { isList, lengthOf } from "../../common/values.ts";
import { isFirst, isFirstAsked } from "./interests.ts";
import type { Answer, Answers, Part, Path } from "./types.ts";

export interface Step {
  /** The last part of its address. */
  readonly name: string;
  /** The parts of the form that it asks for, in this order; the first one's title and help are the step's. */
  readonly parts: readonly Part[];
  /** Whether its part is one answer. */
  readonly whole?: true;
  /** Its title where it has no part. */
  readonly title?: string;
}

export const FIRST_STEP: Step = { name: "about", parts: ["applicant", "location"] };

export const STEPS: readonly Step[] = [
  FIRST_STEP,
  { name: "training", parts: ["training"] },
  { name: "self-identification", parts: ["self_identification"], whole: true },
  { name: "interests", parts: ["interests"] },
  { name: "preferences", parts: ["preferences"] },
  { name: "introduction", parts: ["introduction"], whole: true },
  { name: "statement", parts: ["statement"], whole: true },
  { name: "cv", parts: [], title: "CV" },
  { name: "confirm", parts: ["attestations"] },
];

/** The part of the form that a step is about; undefined for the CV. */
export const mainPartOf = (schema: Schema, step: Step) => (step.parts[0] ? nodeOf(schema, step.parts[0]) : undefined);

export const titleOf = (schema: Schema, step: Step): string =>
  step.title ?? mainPartOf(schema, step)?.title ?? step.name;

/** The paths of the fields that a step asks for. */
export function pathsOf(schema: Schema, step: Step): readonly string[] {
  if (step.whole) return step.parts;
  return step.parts.flatMap((part) =>
    Object.keys(nodeOf(schema, part)?.properties ?? {}).map((name) => `${part}.${name}`),
  );
}

/** Those of them that this person is asked for. */
export const askedOf = (schema: Schema, step: Step, answers: Answers) =>
  pathsOf(schema, step).filter((path) => isAsked(path, answers));

const STAGE = "training.stage" satisfies Path;
const RESIDENTS_ONLY: string = "training.residency" satisfies Path;

const SINGLE_NAME = "applicant.single_name" satisfies Path;
const LAST_NAME: string = "applicant.last_name" satisfies Path;

function isAsked(path: string, answers: Answers): boolean {
  if (isFirst(path)) return isFirstAsked(path, answers);
  if (path === RESIDENTS_ONLY) return Boolean(answers[path]) || answers[STAGE] === "resident";
  return path !== LAST_NAME || Boolean(answers[path]) || answers[SINGLE_NAME] !== true;
}

/** The step that asks for the field of an error; undefined when none does. */
export const stepOf = (schema: Schema, field: string) => STEPS.find((step) => ownerOf(field, pathsOf(schema, step)));

/** The paths of all fields, in the order in which the steps ask for them. */
export const allPaths = (schema: Schema): readonly string[] => STEPS.flatMap((step) => pathsOf(schema, step));

/** Whether an answer is as long, or as many, as submitting needs. */
export function isEnough({ kind, minLength = 0, limits, countsSpaces }: FieldInfo, answer: Answer): boolean {
  if (answer === undefined || answer === null) return false;
  if (kind === "confirm") return answer === true;
  if (isList(answer)) return answer.length >= (limits.minItems ?? 1);
  return typeof answer !== "string" || lengthOf(answer, countsSpaces) >= Math.max(minLength, 1);
}

/** The paths of a step that still need an answer. */
export function missingIn(schema: Schema, step: Step, answers: Answers): readonly string[] {
  return askedOf(schema, step, answers).filter((path) => {
    const field = fieldOf(schema, path);
    return field.required && !isEnough(field, answers[path]);
  });
}

/** `optional`: nothing is there and nothing is needed. */
export type Progress = "problem" | "complete" | "begun" | "open" | "optional";

const CV_PROGRESS: Record<Cv["status"], Progress> = { accepted: "complete", refused: "problem", waiting: "begun" };

/** What a step's progress depends on. */
interface Known {
  readonly answers: Answers;
  /** What is wrong with answers, by path. */
  readonly wrong: Readonly<Record<string, string>>;
  readonly cv: Cv | undefined;
}

/** How far a step is. */
export function progressOf(schema: Schema, step: Step, { answers, wrong, cv }: Known): Progress {
  if (step.name === "cv") return cv ? CV_PROGRESS[cv.status] : "optional";
  const paths = pathsOf(schema, step);
  if (paths.some((path) => wrong[path])) return "problem";
  if (!missingIn(schema, step, answers).length) return "complete";
  const isGiven = (path: string) =>
    fieldOf(schema, path).required && answers[path] !== undefined && answers[path] !== null;
  return paths.some(isGiven) ? "begun" : "open";
}
