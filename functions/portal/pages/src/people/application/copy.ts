/** The safety copy of one person's draft: what was typed and is not stored yet, field by field. */
import { forget, keep, kept } from "../../common/safety.ts";
import { equal } from "./merge.ts";

/** Never written into the browser's storage: it stays in this page's memory until the server has it. */
export const MEMORY_ONLY = "self_identification";

/** What is typed at `path` with what was stored then; for a conflict that is older than what is stored now. */
function entryOf(path, draft, copied) {
  const undecided = draft.conflicts.includes(path) && copied;
  return { value: draft.changes[path], was: undecided ? copied.was : (draft.base[path] ?? null) };
}

/** The copy after a draft turned from `before` into `after`; what another tab put in stays. */
function followed(copy, before, after) {
  const gone = ([path, { value }]) => path in before && !(path in after.changes) && equal(value, before[path]);
  const left = Object.fromEntries(Object.entries(copy).filter((entry) => !gone(entry)));
  for (const path of Object.keys(after.changes)) {
    if (path !== MEMORY_ONLY) left[path] = entryOf(path, after, copy[path]);
  }
  return left;
}

/**
 * The copy kept under `key`, which several tabs share: `read()` gives `{path: {value, was}}`, where `was` is what was
 * stored when the value was typed; `follow(changes, draft)` brings it up to date with a draft whose changes were
 * `changes` before, and tells whether the browser keeps it.
 */
export function copyUnder(key) {
  const read = () => kept(key) ?? {};
  const erase = () => forget(key);
  const follow = (changes, draft) => {
    const copy = followed(read(), changes, draft);
    if (Object.keys(copy).length) return keep(key, copy);
    erase();
    return true;
  };
  return { read, follow, erase };
}
