/** Answers to the questions of a form, each taken as what its control shows. */
import type { Form, Value } from "./records.ts";

/** The answer as a text; nothing, or an answer of another kind, is none. */
export const textOf = (value: Value): string => (typeof value === "string" ? value : "");

/** The answer as a list. */
export const listOf = (value: Value): readonly string[] => (isList(value) ? value : []);

/** Whether an answer is a list. */
export const isList = (value: Value | Form): value is readonly string[] => Array.isArray(value);

/** Whether there is a part of a form, and not an answer. */
export const isPart = (value: Value | Form): value is Form =>
  typeof value === "object" && value !== null && !isList(value);

/** Whether there is no answer. */
export const isBlank = (value: Value | Form): value is null | undefined | "" =>
  value === undefined || value === null || value === "";

/** A text as the server keeps it: trimmed, with one space between words and at most one empty line. */
export const asKept = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** How many characters the server counts. */
export const lengthOf = (text: string, countsSpaces: boolean): number =>
  [...(countsSpaces ? text : text.replace(/\s/g, ""))].length;
