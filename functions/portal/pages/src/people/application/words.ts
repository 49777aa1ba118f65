/** The application in words. */
import type { Cv } from "../../common/records.ts";
import type { Schema } from "../../common/schema.ts";
import { isPart } from "../../common/values.ts";
import { valueInWords } from "../../common/words.ts";
import type { Answer } from "./types.ts";

/** What was answered at a path; null when nothing was, and for self-identification only that it was. */
export function answerInWords(schema: Schema, path: string, answer: Answer): string | null {
  if (!isPart(answer)) return valueInWords(schema, path, answer);
  return answer.provided ? "Answered." : "Answered on this page.";
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
