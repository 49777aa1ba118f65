/** The list of schools, and finding one by any of its names. */
import { call } from "../../common/api.ts";

const MOST = 8;
let loading;

/** `[{name, also}]`, read once a visit; without the list, names are typed in full. */
export function loadSchools() {
  loading ??= call("GET", "/api/schools").then(
    ({ body }) => body.items,
    () => {
      loading = undefined;
      return [];
    },
  );
  return loading;
}

const words = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const holds = (name, typed) => {
  const inName = words(name);
  return typed.every((word) => inName.some((one) => one.startsWith(word)));
};

/** 0 is best: the name begins so, holds it, another name of the school does; null when none does. */
function rank({ name, also }, typed) {
  if (words(name).join(" ").startsWith(typed.join(" "))) return 0;
  if (also.some((other) => words(other).join(" ") === typed.join(" "))) return 0;
  if (holds(name, typed)) return 1;
  return also.some((other) => holds(other, typed)) ? 2 : null;
}

/** The schools that fit what was typed, the best first. */
export function matching(schools, text) {
  const typed = words(text);
  if (!typed.length) return [];
  const ranked = schools.map((school) => ({ school, rank: rank(school, typed) })).filter((one) => one.rank !== null);
  ranked.sort((one, other) => one.rank - other.rank);
  return ranked.slice(0, MOST).map(({ school }) => school);
}

/** The school that is listed under exactly this name, or undefined. */
export const listed = (schools, text) => schools.find(({ name }) => name === text);
