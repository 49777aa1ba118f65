/** The list of schools, and finding one by any of its names. */
import { call } from "../../common/api.ts";
import type { School } from "../../common/records.ts";

const MOST = 8;
let loading: Promise<readonly School[]> | undefined;

/** The list, read once per visit; without it, names are typed in full. */
export function loadSchools(): Promise<readonly School[]> {
  loading ??= call("GET", "/api/schools").then(
    ({ body }) => body.items,
    () => {
      loading = undefined;
      return [];
    },
  );
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
function rankOf({ name, also }: School, typed: readonly string[]): number | null {
  if (wordsOf(name).join(" ").startsWith(typed.join(" "))) return 0;
  if (also.some((alias) => wordsOf(alias).join(" ") === typed.join(" "))) return 0;
  if (contains(name, typed)) return 1;
  return also.some((alias) => contains(alias, typed)) ? 2 : null;
}

/** The schools that match what was typed, the best first. */
export function matching(schools: readonly School[], text: string): School[] {
  const typed = wordsOf(text);
  if (!typed.length) return [];
  const ranked = schools.flatMap((school) => {
    const rank = rankOf(school, typed);
    return rank === null ? [] : [{ school, rank }];
  });
  ranked.sort((left, right) => left.rank - right.rank);
  return ranked.slice(0, MOST).map(({ school }) => school);
}

/** The school that is listed under exactly this name, or undefined. */
export const listed = (schools: readonly School[], text: string) => schools.find(({ name }) => name === text);
