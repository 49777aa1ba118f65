/** The lists of interests: which field says what matters most in each, and what its control offers. */
import type { FieldInfo } from "../../common/schema.ts";
import { listOf, textOf } from "../../common/values.ts";
import { isOpen } from "../open_choices.ts";
import type { Answers, Path } from "./types.ts";

/** How many interests of a list a person is asked to choose. */
export const MOST_CHOICES = 3;

/** The field of the first choice, by its list. */
const FIRST: Readonly<Record<string, Path>> = {
  "interests.disciplines": "interests.first_discipline",
  "interests.disease_sites": "interests.first_disease_site",
  "interests.topics": "interests.first_topic",
  "interests.settings": "interests.first_setting",
} satisfies Partial<Record<Path, Path>>;

const LIST: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(FIRST).map(([list, first]) => [first, list]),
);

/** Whether the field is a list of interests. */
export const isList = (path: string): boolean => path in FIRST;

/** Whether the field says what matters most. */
export const isFirst = (path: string): boolean => path in LIST;

const named = (answers: Answers, path: string): readonly string[] => {
  const answer = answers[LIST[path] ?? ""];
  return Array.isArray(answer) ? answer.filter((choice) => !isOpen(choice)) : [];
};

/** Whether a person is asked what matters most: of one choice there is nothing to ask. */
export const isFirstAsked = (path: string, answers: Answers): boolean => named(answers, path).length > 1;

/** What the field of a first choice shows: the choices that were made. */
export function firstField({ choices }: FieldInfo, path: string, answers: Answers): Partial<FieldInfo> {
  const chosen = named(answers, path);
  return { kind: "radio", choices: choices?.filter(({ value }) => chosen.includes(value)) ?? [] };
}

/** The first choice that has to go when its list is now `value`; undefined when none has to. */
export function outdatedBy(path: string, value: unknown, answers: Answers): Path | undefined {
  const first = FIRST[path];
  const said = first && answers[first];
  const given = typeof said === "string" ? textOf(said) : "";
  return given && !listOf(Array.isArray(value) ? value : []).includes(given) ? first : undefined;
}
