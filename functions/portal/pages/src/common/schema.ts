/** What the forms' JSON Schemas say of each field: its label, help, limits and choices. */

import { useEffect, useState } from "preact/hooks";
import type { components } from "#openapi";
import { call } from "./api.ts";
import { LIMITS } from "./limits.ts";
import { asError } from "./problem.ts";

/** What may be longer than an e-mail address gets lines. */
const LONG_TEXT = LIMITS.email;
const MANY_CHOICES = 6;

/** A JSON Schema, or a node of one, as far as forms use them. */
export type Schema = components["schemas"]["FormSchema"];

/** The forms that have a schema. */
export type FormName = "application" | "mentor_interest";

/** What can be chosen in a field, and how people read it. */
export interface Choice<V extends string | boolean = string> {
  readonly value: V;
  readonly label: string;
}

/** The control that fits a field; `confirm` is one box to tick, `lines` one thing a line. */
export type Kind =
  | "text"
  | "textarea"
  | "radio"
  | "select"
  | "checkboxes"
  | "lines"
  | "number"
  | "month"
  | "country"
  | "zone"
  | "confirm"
  | "yes_no";

/** What is known of a field. */
export interface FieldInfo {
  readonly name: string;
  readonly label: string;
  readonly help: string | undefined;
  /** What to say when there is no answer. */
  readonly missing: string | undefined;
  readonly required: boolean;
  readonly limits: { readonly minItems: number | undefined; readonly maxItems: number | undefined };
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  /** Whether its length counts white space. */
  readonly countsSpaces: boolean;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly choices: readonly Choice[] | null;
  /** Choices to offer before all others, where the choices are not the schema's. */
  readonly suggested: readonly Choice[];
  readonly multiple: boolean;
  readonly kind: Kind;
}

const schemas = new Map<FormName, Promise<Schema>>();

/** The schema of a form, read once a visit. */
export function loadSchema(name: FormName): Promise<Schema> {
  const known = schemas.get(name);
  if (known) return known;
  const loading = call("GET", "/api/schemas/{name}", { params: { name } }).then(({ body }) => body);
  loading.catch(() => schemas.delete(name));
  schemas.set(name, loading);
  return loading;
}

/** A form's schema; it and the error are null until the first answer. */
interface Loaded {
  readonly schema: Schema | null;
  readonly error: Error | null;
}

/** A form's schema, and the way to read it again. */
export function useSchema(name: FormName): Loaded & { readonly reload: () => void } {
  const [found, setFound] = useState<Loaded>({ schema: null, error: null });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let shown = true;
    const show = (loaded: Loaded) => {
      if (shown) setFound(loaded);
    };
    loadSchema(name).then(
      (schema) => show({ schema, error: null }),
      (error) => show({ schema: null, error: asError(error) }),
    );
    return () => {
      shown = false;
    };
  }, [name, tries]);
  return { ...found, reload: () => setTries(tries + 1) };
}

/** Follow `$ref`, and take what is not `null` of a choice with `null`; what is beside either wins. */
function resolved(schema: Schema, node: Schema): Schema {
  const { $ref, anyOf, ...beside } = node;
  if ($ref) {
    const target = schema.$defs?.[$ref.replace("#/$defs/", "")] ?? {};
    return resolved(schema, { ...target, ...(anyOf && { anyOf }), ...beside });
  }
  const [real, more] = anyOf?.filter((option) => option.type !== "null") ?? [];
  return real && !more ? { ...resolved(schema, real), ...beside } : node;
}

/** The schema's node at a path such as `training.school`; undefined when there is none. */
export function nodeOf(schema: Schema, path: string): Schema | undefined {
  let node: Schema | undefined = resolved(schema, schema);
  for (const name of path.split(".")) {
    const inner: Schema | undefined = node?.properties?.[name];
    node = inner && resolved(schema, inner);
  }
  return node;
}

/** What is known of the field at a path. */
export function fieldOf(schema: Schema, path: string): FieldInfo {
  const node = nodeOf(schema, path) ?? {};
  const names = path.split(".");
  const name = names.at(-1) ?? path;
  const parent = names.length > 1 ? nodeOf(schema, names.slice(0, -1).join(".")) : resolved(schema, schema);
  const choices = choicesOf(node.items ? resolved(schema, node.items) : node);
  const kind = kindOf(name, node, choices);
  const needed = [...(parent?.required ?? []), ...(parent?.else?.required ?? [])];
  const { minLength, maxLength } = node["x-without-spaces"] ?? node;
  return {
    name: path,
    label: node.title ?? name,
    help: helpOf(kind, node.description),
    missing: node["x-missing"],
    required: needed.includes(name),
    limits: { minItems: node.minItems, maxItems: node.maxItems },
    minLength,
    maxLength,
    countsSpaces: !node["x-without-spaces"],
    minimum: node.minimum,
    maximum: node.maximum,
    choices,
    suggested: node["x-suggested"]?.flatMap(choice) ?? [],
    multiple: node.type === "array",
    kind,
  };
}

/** What the schema says on how to write a value is not for people who choose it. */
function helpOf(kind: Kind, help: string | undefined): string | undefined {
  if (kind === "month") return help?.replace(/, such as [\d-]+/, "");
  return kind === "country" ? undefined : help;
}

function choicesOf(node: Schema): readonly Choice[] | null {
  return (
    node.oneOf?.flatMap(choice) ?? node.enum?.map((value) => ({ value, label: value.replaceAll("_", " ") })) ?? null
  );
}

const choice = ({ const: value, title }: Schema): Choice[] =>
  typeof value === "string" ? [{ value, label: title ?? value }] : [];

/** Texts whose control is not a text field, by the field's own name. */
const SPECIAL: Readonly<Record<string, Kind>> = { time_zone: "zone", school_country: "country", graduation: "month" };

function kindOf(name: string, node: Schema, choices: readonly Choice[] | null): Kind {
  if (node.type === "array") return choices ? "checkboxes" : "lines";
  if (choices) return choices.length > MANY_CHOICES ? "select" : "radio";
  if (node.type === "boolean") return "const" in node || node.default === false ? "confirm" : "yes_no";
  if (node.type === "integer") return "number";
  return SPECIAL[name] ?? ((node.maxLength ?? 0) > LONG_TEXT ? "textarea" : "text");
}
