/** The parts of the Mentor Interest Form, in the order in which they are asked, and how its answers are compared. */
import type { components } from "#openapi";
import { readerZone } from "../../common/clock.ts";
import { type FieldError, ownerOf } from "../../common/problem.ts";
import type { Form, Value } from "../../common/records.ts";
import { fieldOf, type Schema } from "../../common/schema.ts";
import { isBlank, isList, isPart } from "../../common/values.ts";
import { valueInWords } from "../../common/words.ts";

type MentorForm = components["schemas"]["MentorForm"];
type Parts = "name" | "location";

/** The path of a field of the form. */
export type Path = Exclude<keyof MentorForm, Parts> | { [P in Parts]: `${P}.${keyof MentorForm[P] & string}` }[Parts];

interface Part {
  readonly title: string;
  /** The object whose help is above the fields. */
  readonly about?: Parts;
  /** The step of a first form that asks for it, from 1. */
  readonly step: number;
  readonly paths: readonly Path[];
}

export const PARTS = [
  {
    step: 1,
    title: "About you",
    about: "name",
    paths: ["name.first", "name.single_name", "name.last", "stage", "institution"],
  },
  { step: 1, title: "Where you live", about: "location", paths: ["location.state", "location.time_zone"] },
  { step: 2, title: "Your field", paths: ["disciplines", "disease_sites", "topics", "settings"] },
  {
    step: 3,
    title: "Your mentees",
    paths: ["mentee_stages", "formats", "capacity", "months_available", "avoid_institutions"],
  },
  { step: 4, title: "Your introduction", paths: ["introduction", "bio"] },
] as const satisfies readonly Part[];

export const STEPS = Math.max(...PARTS.map(({ step }) => step));

/** The step that asks for the field of an error. */
export const stepOf = (field: string): number => PARTS.find(({ paths }) => ownerOf(field, paths))?.step ?? STEPS;

/** What a step still needs, as errors in its fields' own words. */
export const missingIn = (schema: Schema, step: number, form: Form): readonly FieldError[] =>
  PARTS.filter((part) => part.step === step).flatMap(({ paths }) => lacking(schema, paths, form));

const lacking = (schema: Schema, paths: readonly Path[], form: Form): readonly FieldError[] =>
  paths
    .filter((path) => isAsked(path, form))
    .map((path) => ({ path, field: fieldOf(schema, path) }))
    .filter(({ path, field }) => field.required && isUnanswered(valueAt(form, path)))
    .map(({ path, field }) => ({ field: path, message: field.missing ?? `Enter ${field.label.toLowerCase()}.` }));

const isUnanswered = (value: Value): boolean => isBlank(value) || (isList(value) && value.length === 0);

/** Every field. */
export const PATHS: readonly Path[] = PARTS.flatMap(({ paths }) => paths);

/** Does not compile when the form has a field that no part asks for. */
export type Unasked = None<Exclude<Path, (typeof PARTS)[number]["paths"][number]>>;
type None<T extends never> = T;

/** What the browser knows of the person who fills in the form: what a name field, say, is for. */
export const AUTOCOMPLETE: Partial<Record<Path, string>> = {
  "name.first": "given-name",
  "name.last": "family-name",
};

/** A form without answers. */
export const blank = (): Form => ({ location: { time_zone: readerZone() } });

/** Whether a person is asked for an answer: one with a single name isn't for another, unless there is one. */
export const isAsked = (path: Path, form: Form): boolean =>
  path !== "name.last" || valueAt(form, "name.single_name") !== true || !isBlank(valueAt(form, path));

/** The value at a path. */
export function valueAt(form: Form, path: Path): Value {
  let inner: Value | Form = form;
  for (const name of path.split(".")) inner = isPart(inner) ? inner[name] : undefined;
  return isPart(inner) ? undefined : inner;
}

/** The form with another value at a path. */
export function withValue(form: Form, path: Path, value: Value): Form {
  const [name = "", inner] = path.split(".");
  if (inner === undefined) return { ...form, [name]: value };
  const part = form[name];
  return { ...form, [name]: { ...(isPart(part) && part), [inner]: value } };
}

/** The form as it is sent: what is empty is left out, so that the answer says that it is needed. */
export function toSend(form: Form): Form {
  const filled = PATHS.filter((path) => !isBlank(valueAt(form, path)));
  return filled.reduce<Form>((sent, path) => withValue(sent, path, valueAt(form, path)), { name: {}, location: {} });
}

/** The fields in which two forms differ; the order of choices is none. */
export const differing = (one: Form, other: Form): readonly Path[] =>
  PATHS.filter((path) => comparable(one, path) !== comparable(other, path));

function comparable(form: Form, path: Path): string {
  const value = valueAt(form, path) ?? "";
  return JSON.stringify(isList(value) ? [...value].sort() : value);
}

/** An answer as people read it; a dash where there is none. */
export const inPlainWords = (schema: Schema, path: Path, value: Value): string =>
  valueInWords(schema, path, value) ?? "No answer";
