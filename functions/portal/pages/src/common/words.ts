/** Answers in words. */
import { countryChoices, zoneChoices } from "./places.ts";
import type { Value } from "./records.ts";
import { type Choice, type FieldInfo, fieldOf, type Schema } from "./schema.ts";
import { isBlank, isList, textOf } from "./values.ts";

const month = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

function choicesOf({ kind, choices, suggested }: FieldInfo, value: Value): readonly Choice[] {
  if (choices) return choices;
  if (kind === "country") return countryChoices();
  return kind === "zone" ? zoneChoices(textOf(value), suggested) : [];
}

/** Whether a box may be left unchecked and is: there's nothing to tell of it. */
export const isUnchecked = ({ kind, required }: FieldInfo, value: Value): boolean =>
  kind === "confirm" && !required && value !== true;

/** What was answered at a path; null when nothing was. */
export function valueInWords(schema: Schema, path: string, value: Value): string | null {
  if (isBlank(value)) return null;
  const field = fieldOf(schema, path);
  const choices = choicesOf(field, value);
  const labelOf = (chosen: string) => choices.find((choice) => choice.value === chosen)?.label ?? chosen;
  if (isList(value)) return value.map(labelOf).join(", ") || null;
  if (field.kind === "confirm" && !value) return null;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (field.kind === "month") return month.format(new Date(`${value}-01T00:00:00Z`));
  return labelOf(String(value));
}
