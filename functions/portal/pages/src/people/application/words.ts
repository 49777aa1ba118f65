/** Answers in words. */
import { countryChoices, zoneChoices } from "../../common/places.ts";
import type { Cv } from "../../common/records.ts";
import { type Choice, type FieldInfo, fieldOf, type Schema } from "../../common/schema.ts";
import { isBlank, isList, isPart } from "../../common/values.ts";
import { SELF_IDENTIFICATION } from "./merge.ts";
import type { Answer } from "./types.ts";

const month = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

function choicesOf({ kind, choices }: FieldInfo, answer: Answer): readonly Choice[] {
  if (choices) return choices;
  if (kind === "country") return countryChoices();
  return kind === "zone" && typeof answer === "string" ? zoneChoices(answer) : [];
}

/** What was answered at a path; null when nothing was. */
export function inWords(schema: Schema, path: string, answer: Answer): string | null {
  if (isBlank(answer)) return null;
  if (path === SELF_IDENTIFICATION) {
    return isPart(answer) && answer.provided ? "Answered. Your answer isn’t shown." : "Answered on this page.";
  }
  const field = fieldOf(schema, path);
  const choices = choicesOf(field, answer);
  const labelOf = (value: string) => choices.find((choice) => choice.value === value)?.label ?? value;
  if (isList(answer)) return answer.length ? answer.map(labelOf).join(", ") : null;
  if (field.kind === "confirm" && !answer) return null;
  if (typeof answer === "boolean") return answer ? "Yes" : "No";
  if (field.kind === "month") return month.format(new Date(`${answer}-01T00:00:00Z`));
  return labelOf(String(answer));
}

/** What became of a CV, in a word or two. */
export const CV_STATUS: Record<Cv["status"], string> = {
  waiting: "being checked",
  accepted: "accepted",
  refused: "not accepted",
};

/** A file's size as people say it. */
export function sizeInWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
