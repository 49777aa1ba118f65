/** The steps of the application: which fields each asks for, and how far it is. */
import { fieldOf, nodeOf } from "../../common/schema.ts";
import { ownerOf } from "./merge.ts";

/** `part` is the part of the form whose title and help the step has; `fields` are asked for in this order. */
export const STEPS = [
  { name: "about", parts: ["applicant", "location"] },
  { name: "training", parts: ["training"] },
  { name: "self-identification", parts: ["self_identification"], whole: true },
  { name: "interests", parts: ["interests"] },
  { name: "preferences", parts: ["preferences"] },
  { name: "statement", parts: ["statement"], whole: true },
  { name: "cv", parts: [], title: "CV" },
  { name: "confirm", parts: ["attestations"] },
];

export const addressOfStep = (step) => `/application/${step.name}`;
export const titleOf = (schema, step) => step.title ?? nodeOf(schema, step.parts[0]).title;

/** The paths of the fields that a step asks for. */
export function pathsOf(schema, step) {
  if (step.whole) return step.parts;
  return step.parts.flatMap((part) => Object.keys(nodeOf(schema, part).properties).map((name) => `${part}.${name}`));
}

/** Those of them that are asked of this person. */
export const askedOf = (schema, step, answers) => pathsOf(schema, step).filter((path) => isAsked(path, answers));

const RESIDENTS_ONLY = "training.residency";
const isAsked = (path, answers) => path !== RESIDENTS_ONLY || answers[path] || answers["training.stage"] === "resident";

/** The step that asks for the field of an error; undefined when none does. */
export const stepOf = (schema, field) => STEPS.find((step) => ownerOf(field, pathsOf(schema, step)));

/** Whether an answer is as long, or as many, as submitting needs. */
export function isEnough({ kind, minLength = 0, limits }, value) {
  if (value === undefined || value === null) return false;
  if (kind === "confirm") return value === true;
  if (Array.isArray(value)) return value.length >= (limits.minItems ?? 1);
  return typeof value !== "string" || [...value].length >= Math.max(minLength, 1);
}

/** The paths of a step that still need an answer. */
export function lackingIn(schema, step, values) {
  const needed = (path) => fieldOf(schema, path).required;
  return pathsOf(schema, step).filter((path) => needed(path) && !isEnough(fieldOf(schema, path), values[path]));
}

/** How far a step is: `problem`, `complete`, `begun`, `open` (nothing yet), or `optional` (nothing, and none needed). */
export function progressOf(schema, step, { values, wrong, cv }) {
  if (step.name === "cv")
    return { accepted: "complete", refused: "problem", waiting: "begun" }[cv?.status] ?? "optional";
  const paths = pathsOf(schema, step);
  if (paths.some((path) => wrong[path])) return "problem";
  if (!lackingIn(schema, step, values).length) return "complete";
  const given = (path) => fieldOf(schema, path).required && values[path] !== undefined && values[path] !== null;
  return paths.some(given) ? "begun" : "open";
}
