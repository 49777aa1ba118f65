/** The lists of schools and of institutions, and finding one by any of its names. */
import { call } from "../../common/api.ts";

const MOST = 8;

/** One of a list: its name, and the other names people type. */
export interface Listed {
  readonly name: string;
  readonly also: readonly string[];
}

const lists = new Map<string, Promise<readonly Listed[]>>();

/** A list, read once per visit; without it, names are typed in full. */
export function loadList(path: "/api/schools" | "/api/institutions"): Promise<readonly Listed[]> {
  const known = lists.get(path);
  if (known) return known;
  const loading = call("GET", path).then(
    ({ body }) => body.items,
    () => {
      lists.delete(path);
      return [];
    },
  );
  lists.set(path, loading);
  return loading;
}

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const contains = (name: string, typed: readonly string[]) => {
  const words = wordsOf(name);
  return typed.every((beginning) => words.some((word) => word.startsWith(beginning)));
};

/** 0 is best: the name begins so; 1: the name contains it; 2: another name of the school does; null: none does. */
function rankOf({ name, also }: Listed, typed: readonly string[]): number | null {
  if (wordsOf(name).join(" ").startsWith(typed.join(" "))) return 0;
  if (also.some((alias) => wordsOf(alias).join(" ") === typed.join(" "))) return 0;
  if (contains(name, typed)) return 1;
  return also.some((alias) => contains(alias, typed)) ? 2 : null;
}

/** Those that match what was typed, the best first. */
export function matching(list: readonly Listed[], text: string): Listed[] {
  const typed = wordsOf(text);
  if (!typed.length) return [];
  const ranked = list.flatMap((listed) => {
    const rank = rankOf(listed, typed);
    return rank === null ? [] : [{ listed, rank }];
  });
  ranked.sort((left, right) => left.rank - right.rank);
  return ranked.slice(0, MOST).map(({ listed }) => listed);
}

/** The only one that goes by this name, whatever its case and punctuation; undefined when none or several do. */
export function meantBy(list: readonly Listed[], text: string): Listed | undefined {
  const typed = wordsOf(text).join(" ");
  const isNamed = (name: string) => wordsOf(name).join(" ") === typed;
  const [found, other] = list.filter(({ name, also }) => isNamed(name) || also.some(isNamed));
  return list.find(({ name }) => name === text) ?? (other ? undefined : found);
}

/** One typing mistake is believed for so many letters, and no more than `MOST_MISTAKES` in all. */
const LETTERS_A_MISTAKE = 8;
const MOST_MISTAKES = 3;

/** How many letters must be put in, left out or replaced to make one text the other; no more than `most` are counted. */
function mistakesBetween(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let before = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...left].entries()) {
    const after = [row + 1];
    for (const [column, other] of [...right].entries()) {
      const replaced = (before[column] ?? 0) + (letter === other ? 0 : 1);
      after.push(Math.min(replaced, (before[column + 1] ?? 0) + 1, (after[column] ?? 0) + 1));
    }
    if (Math.min(...after) > most) return most + 1;
    before = after;
  }
  return before[right.length] ?? most + 1;
}

/** Another first letter makes another word, such as Eastern and Western: people rarely mistype it. */
const beginAlike = (left: readonly string[], right: readonly string[]) =>
  left.length !== right.length || left.every((word, index) => word[0] === right[index]?.[0]);

/** The fewest mistakes that make what was typed one of a school's names; null when there would be too many. */
function mistakesIn({ name, also }: Listed, typed: readonly string[]): number | null {
  const text = typed.join(" ");
  const most = Math.min(Math.floor(text.length / LETTERS_A_MISTAKE), MOST_MISTAKES);
  const counts = [name, ...also]
    .map(wordsOf)
    .filter((words) => beginAlike(typed, words))
    .map((words) => mistakesBetween(text, words.join(" "), most))
    .filter((mistakes) => mistakes <= most);
  return counts.length ? Math.min(...counts) : null;
}

/** The one that a name which isn't listed is closest to; none when two are equally close, or none is close. */
export function closest(list: readonly Listed[], text: string): Listed | undefined {
  const typed = wordsOf(text);
  if (!typed.length) return undefined;
  const near = list.flatMap((listed) => {
    const mistakes = mistakesIn(listed, typed);
    return mistakes === null ? [] : [{ listed, mistakes }];
  });
  const least = Math.min(...near.map(({ mistakes }) => mistakes));
  const [found, other] = near.filter(({ mistakes }) => mistakes === least);
  return other ? undefined : found?.listed;
}
