/** Answers as people read them. */
import { countryChoices, zoneChoices } from "../../common/places.ts";
import { fieldOf } from "../../common/schema.ts";

const month = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

const SPECIAL = {
  country: countryChoices,
  zone: zoneChoices,
};

/** What was answered at a path; null when nothing was. */
export function inWords(schema, path, value) {
  if (value === undefined || value === null || value === "" || value.length === 0) return null;
  if (path === "self_identification") return value.provided ? "Answered; the answer is not shown." : "Answered here.";
  const field = fieldOf(schema, path);
  const choices = field.choices ?? SPECIAL[field.kind]?.(value);
  const label = (one) => choices?.find((choice) => choice.value === one)?.label ?? String(one);
  if (Array.isArray(value)) return value.map(label).join(", ");
  if (field.kind === "confirm" && !value) return null;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (field.kind === "month") return month.format(new Date(`${value}-01T00:00:00Z`));
  return label(value);
}

/** What became of a CV, in a word or two. */
export const CV_STATUS = { waiting: "being checked", accepted: "taken in", refused: "not taken in" };

/** A file's size as people tell it. */
export function sizeInWords(bytes) {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
