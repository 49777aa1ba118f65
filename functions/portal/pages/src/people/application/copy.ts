/** The safety copy of a person's draft: what was typed and is not stored yet, field by field. */
import { forget, keep, kept } from "../../common/safety.ts";
import { type Draft, unsaved } from "./draft.ts";
import { equal, SELF_IDENTIFICATION } from "./merge.ts";
import type { Answers, KeptAnswer, KeptCopy } from "./types.ts";

/** Never written into the browser's storage: it stays in this page's memory until the server has it. */
export const MEMORY_ONLY = SELF_IDENTIFICATION;

const isKeptAnswer = (entry: [string, unknown]): entry is [string, KeptAnswer] =>
  typeof entry[1] === "object" && entry[1] !== null && "value" in entry[1] && "was" in entry[1];

/** The copy as it was read; what is not an answer of ours is left out. */
function asCopy(stored: unknown): KeptCopy {
  if (typeof stored !== "object" || stored === null) return {};
  const entries: [string, unknown][] = Object.entries(stored);
  return Object.fromEntries(entries.filter(isKeptAnswer));
}

/** What is typed at `path` with what was stored then; for a conflict that is older than what is stored now. */
function entryOf(path: string, draft: Draft, copied: KeptAnswer | undefined): KeptAnswer {
  const stored = draft.base[path] ?? null;
  const isUndecided = draft.conflicts.includes(path) && copied;
  return { value: draft.changes[path] ?? null, was: isUndecided ? copied.was : stored };
}

/** The copy after a draft changed from `before` to `after`; what another tab put in stays. */
function updated(copy: KeptCopy, before: Answers, after: Draft): KeptCopy {
  const news = unsaved(after);
  const isGone = ([path, { value }]: [string, KeptAnswer]) =>
    path in before && !(path in news) && equal(value, before[path]);
  const remaining: Record<string, KeptAnswer> = Object.fromEntries(
    Object.entries(copy).filter((entry) => !isGone(entry)),
  );
  for (const path of Object.keys(news)) {
    if (path !== MEMORY_ONLY) remaining[path] = entryOf(path, after, copy[path]);
  }
  return remaining;
}

/**
 * The copy kept under `key`, which several tabs share. `update(changes, draft)` brings it up to date with a draft whose
 * changes were `changes` before, and returns whether the browser keeps it.
 */
export function copyUnder(key: string) {
  const read = (): KeptCopy => asCopy(kept(key));
  const erase = () => forget(key);
  const update = (changes: Answers, draft: Draft): boolean => {
    const copy = updated(read(), changes, draft);
    if (Object.keys(copy).length) return keep(key, copy);
    erase();
    return true;
  };
  return { read, update, erase };
}

export type SafetyCopy = ReturnType<typeof copyUnder>;
