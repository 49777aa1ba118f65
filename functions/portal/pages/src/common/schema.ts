/** What the forms' JSON Schemas say of each field: its label, help, limits and choices. */
import { useEffect, useState } from "preact/hooks";
import { call } from "./api.ts";

const LONG_TEXT = 300;
const MANY_CHOICES = 6;
const schemas = new Map();

/** The schema of a form, read once a visit. */
export function loadSchema(name) {
  if (!schemas.has(name)) {
    const loading = call("GET", `/api/schemas/${name}`).then(({ body }) => body);
    loading.catch(() => schemas.delete(name));
    schemas.set(name, loading);
  }
  return schemas.get(name);
}

/** `{schema, error, reload}` of `application` or `mentor_interest`; both are null until the first answer. */
export function useSchema(name) {
  const [found, setFound] = useState({ schema: null, error: null });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let shown = true;
    const show = (told) => shown && setFound(told);
    loadSchema(name).then(
      (schema) => show({ schema, error: null }),
      (error) => show({ schema: null, error }),
    );
    return () => {
      shown = false;
    };
  }, [name, tries]);
  return { ...found, reload: () => setTries(tries + 1) };
}

/** Follow `$ref`, and take what is not `null` of a choice with `null`; what stands beside either wins. */
function resolved(schema, node) {
  if (node.$ref) {
    const { $ref, ...beside } = node;
    const target = $ref.slice(2).split("/");
    return resolved(schema, { ...target.reduce((inner, key) => inner[key], schema), ...beside });
  }
  const { anyOf, ...beside } = node;
  const real = anyOf?.filter((option) => option.type !== "null");
  return real?.length === 1 ? { ...resolved(schema, real[0]), ...beside } : node;
}

/** The schema's node at a path such as `training.school`; undefined when there is none. */
export function nodeOf(schema, path) {
  return path.split(".").reduce(
    (node, name) => {
      const inner = node?.properties?.[name];
      return inner && resolved(schema, inner);
    },
    resolved(schema, schema),
  );
}

/**
 * What is known of the field at a path: `{name, label, help, required, minLength, maxLength, minimum, maximum, choices:
 * [{value, label}], multiple, kind}`, where kind is `text`, `textarea`, `radio`, `select`, `checkboxes`, `lines`,
 * `number`, `month`, `country`, `zone`, `confirm` (one box to tick) or `yes_no`.
 */
export function fieldOf(schema, path) {
  const node = nodeOf(schema, path);
  const name = path.split(".").at(-1);
  const parent = path.includes(".") ? nodeOf(schema, path.slice(0, path.lastIndexOf("."))) : resolved(schema, schema);
  const inner = node.items ? resolved(schema, node.items) : node;
  const { minLength, maxLength, minimum, maximum, minItems, maxItems } = node;
  const field = {
    name: path,
    label: node.title ?? name,
    help: node.description,
    required: (parent.required ?? []).includes(name),
    limits: { minItems, maxItems },
    ...{ minLength, maxLength, minimum, maximum },
    choices: choicesOf(inner),
    multiple: node.type === "array",
  };
  const kind = kindOf(name, node, field);
  return { ...field, kind, help: HELP[kind] ? HELP[kind](field.help) : field.help };
}

/** What the schema says on how to write a value is not for those who choose it. */
const HELP = {
  month: (help) => help?.replace(/, such as [\d-]+/, ""),
  country: () => undefined,
};

function choicesOf(node) {
  const told = node.oneOf?.map(({ const: value, title }) => ({ value, label: title ?? value }));
  return told ?? node.enum?.map((value) => ({ value, label: String(value).replaceAll("_", " ") })) ?? null;
}

/** Texts whose control is not a text field, by the field's own name. */
const SPECIAL = { time_zone: "zone", school_country: "country", graduation: "month" };

function kindOf(name, node, { choices, multiple, maxLength }) {
  if (multiple) return choices ? "checkboxes" : "lines";
  if (choices) return choices.length > MANY_CHOICES ? "select" : "radio";
  if (node.type === "boolean") return "const" in node || node.default === false ? "confirm" : "yes_no";
  if (node.type === "integer") return "number";
  return SPECIAL[name] ?? (maxLength > LONG_TEXT ? "textarea" : "text");
}
