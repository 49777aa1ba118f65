/**
 * The working copy as this page knows it, and what happens to it; every function returns a new one.
 *
 * `application` is the server's answer (null before the first save), `etag` its version, `base` its fields by path;
 * `changes` what was typed and is not stored; `conflicts` the paths changed here and there; `refused` why the
 * server would not take it, by path; `suggested` what is shown where nothing was answered; `restored` the paths
 * that came back from the safety copy; `unsure` what was sent without an answer, as lists by path.
 */
import { equal, flatten, ownerOf, rebase } from "./merge.ts";

/** The version of an application that is not there yet. */
const NONE = '"0"';
const etagOf = (application) => (application ? `"${application.version}"` : NONE);

const without = (map, path) => Object.fromEntries(Object.entries(map).filter(([name]) => name !== path));

/** A draft as it was read, with what a safety copy `{path: {value, was}}` kept of an earlier visit. */
export function opened(application, copy = {}) {
  const pick = (name) => Object.fromEntries(Object.entries(copy).map(([path, entry]) => [path, entry[name]]));
  const base = flatten(application?.form);
  const { changes, conflicts } = rebase(pick("value"), pick("was"), base);
  const known = { application, etag: etagOf(application), base, changes, conflicts };
  return { ...known, refused: {}, suggested: {}, unsure: {}, restored: Object.keys(changes) };
}

/** What shows in a field: what was typed, else what is stored, else what is suggested. */
export function answerAt(draft, path) {
  if (path in draft.changes) return draft.changes[path];
  return draft.base[path] ?? draft.suggested[path];
}

/** All that shows, by path. */
export const answersOf = (draft) => ({ ...draft.suggested, ...draft.base, ...draft.changes });

/** Something was typed; what is suggested is from now on an answer like it. */
export function typed(draft, path, value) {
  const { suggested } = draft;
  const answered = { ...suggested, ...draft.changes };
  const changes = equal(value, draft.base[path]) ? without(answered, path) : { ...answered, [path]: value };
  const conflicts = draft.conflicts.filter((it) => it in changes);
  return { ...draft, changes, conflicts, refused: without(draft.refused, path), suggested: {}, restored: [] };
}

/** Suggest an answer for a field that has none. */
export function suggesting(draft, path, value) {
  if (!value || answerAt(draft, path) !== undefined) return draft;
  return { ...draft, suggested: { ...draft.suggested, [path]: value } };
}

/** Take over what is suggested, as going on to the next step does. */
export function agreed(draft) {
  return { ...draft, changes: { ...draft.suggested, ...draft.changes }, suggested: {} };
}

/** The changes that can be sent: not those that wait for a choice, nor those refused as they are. */
export function toSend(draft) {
  const free = ([path]) => !draft.conflicts.includes(path) && !(path in draft.refused);
  return Object.fromEntries(Object.entries(draft.changes).filter(free));
}

/** The server's newer copy, with our changes laid over it. An older one, which a slow answer may bring, is ignored. */
export function renewed(draft, application) {
  if ((application?.version ?? 0) < (draft.application?.version ?? 0)) return draft;
  const base = flatten(application?.form);
  const laid = rebase(draft.changes, draft.base, base, { open: draft.conflicts, unsure: draft.unsure });
  const { materials } = draft.application ?? {};
  const shown = application && { materials, ...application };
  return { ...draft, ...laid, base, application: shown, etag: etagOf(application), unsure: {} };
}

/** The server took `sent`; what was typed since is still to be sent. */
export function taken(draft, sent, application) {
  const still = Object.entries(draft.changes).filter(([path, value]) => !(path in sent) || !equal(value, sent[path]));
  const stored = flatten(application.form);
  const base = { ...draft.base, ...Object.fromEntries(Object.keys(sent).map((path) => [path, stored[path]])) };
  return renewed({ ...draft, changes: Object.fromEntries(still), base }, application);
}

/** `sent` went out and no answer came: it may be stored or not. */
export function doubting(draft, sent) {
  const unsure = { ...draft.unsure };
  for (const [path, value] of Object.entries(sent)) unsure[path] = [...(unsure[path] ?? []), value];
  return { ...draft, unsure };
}

/** The server would not take some of `sent`; null when it does not say which. */
export function refusing(draft, sent, errors) {
  const refused = { ...draft.refused };
  for (const { field, message } of errors) {
    const path = ownerOf(field, Object.keys(sent));
    if (path && equal(sent[path], draft.changes[path])) refused[path] = message;
  }
  const more = Object.keys(refused).length > Object.keys(draft.refused).length;
  return more ? { ...draft, refused } : null;
}

/** Settle a conflict: `here` keeps what was typed, `there` what is stored. */
export function chosen(draft, path, side) {
  const conflicts = draft.conflicts.filter((it) => it !== path);
  return { ...draft, conflicts, changes: side === "there" ? without(draft.changes, path) : draft.changes };
}

/** Nothing is left to save: what was submitted is all there is. */
export const settled = (draft) => ({ ...draft, changes: {}, conflicts: [], refused: {}, restored: [] });
