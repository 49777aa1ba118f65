/** The working copy as this page knows it, and what happens to it; every function returns a new one. */
import { type FieldError, ownerOf } from "../../common/problem.ts";
import type { Application } from "../../common/records.ts";
import { equal, equalWhenKept, flatten, rebase, SELF_IDENTIFICATION } from "./merge.ts";
import type { Answer, Answers, KeptCopy } from "./types.ts";

/** Everything by a field's path, except what belongs to the application as a whole. */
export interface Draft {
  /** The server's answer; null before the first save. */
  readonly application: Application | null;
  /** Its version, to send as If-Match. */
  readonly etag: string;
  /** What is stored. */
  readonly base: Answers;
  /** What was typed and is not stored. */
  readonly changes: Answers;
  /** The paths that were changed both here and elsewhere. */
  readonly conflicts: readonly string[];
  /** Why the server refused an answer. */
  readonly refused: Readonly<Record<string, string>>;
  /** What is shown where nothing was answered. */
  readonly suggested: Answers;
  /** The paths that came back from the safety copy. */
  readonly restored: readonly string[];
  /** What was sent without an answer coming back. */
  readonly unsure: Readonly<Record<string, readonly Answer[]>>;
}

export type Side = "here" | "there";

/** The version of an application that does not exist yet. */
const NO_VERSION = '"0"';
const etagOf = (application: Application | null) => (application ? `"${application.version}"` : NO_VERSION);

const without = <T>(map: Readonly<Record<string, T>>, path: string): Record<string, T> =>
  Object.fromEntries(Object.entries(map).filter(([name]) => name !== path));

/** A draft as it was read, with what the safety copy kept of an earlier visit. */
export function openDraft(application: Application | null, copy: KeptCopy = {}): Draft {
  const pick = (name: "value" | "was"): Answers =>
    Object.fromEntries(Object.entries(copy).map(([path, entry]) => [path, entry[name]]));
  const base = flatten(application?.form);
  const { changes, conflicts } = rebase(pick("value"), pick("was"), base);
  const known = { application, etag: etagOf(application), base, changes, conflicts };
  return { ...known, refused: {}, suggested: {}, unsure: {}, restored: Object.keys(changes) };
}

/** What shows of a draft that is gone, as one to begin; self-identification doesn't show, so it's asked again. */
export function begunAgain(draft: Draft): Draft {
  return { ...openDraft(null), changes: { ...without(draft.base, SELF_IDENTIFICATION), ...draft.changes } };
}

/** What a field shows: what was typed, or what is stored, or what is suggested. */
export function answerAt(draft: Draft, path: string): Answer {
  if (path in draft.changes) return draft.changes[path];
  return draft.base[path] ?? draft.suggested[path];
}

/** Everything that shows, by path. */
export const answersOf = (draft: Draft): Answers => ({ ...draft.suggested, ...draft.base, ...draft.changes });

/** Type an answer; what is suggested becomes an answer with it. */
export function typeAnswer(draft: Draft, path: string, answer: Answer): Draft {
  const answered = { ...draft.suggested, ...draft.changes };
  const changes = equal(answer, draft.base[path]) ? without(answered, path) : { ...answered, [path]: answer };
  const conflicts = draft.conflicts.filter((conflict) => conflict in changes);
  return { ...draft, changes, conflicts, refused: without(draft.refused, path), suggested: {}, restored: [] };
}

/** Suggest an answer for a field that has none. */
export function suggestAnswer(draft: Draft, path: string, answer: Answer): Draft {
  if (!answer || answerAt(draft, path) !== undefined) return draft;
  return { ...draft, suggested: { ...draft.suggested, [path]: answer } };
}

/** Accept what is suggested, as continuing to the next step does. */
export function acceptSuggestions(draft: Draft): Draft {
  return { ...draft, changes: { ...draft.suggested, ...draft.changes }, suggested: {} };
}

/** The changes that aren't stored: a space at the end of a text is none. */
export function unsaved(draft: Draft): Answers {
  const isNews = ([path, answer]: [string, Answer]) => !equalWhenKept(answer, draft.base[path]);
  return Object.fromEntries(Object.entries(draft.changes).filter(isNews));
}

/** The changes that can be sent: not those that wait for a choice, nor those that were refused as they are. */
export function sendable(draft: Draft): Answers {
  const isFree = ([path]: [string, unknown]) => !draft.conflicts.includes(path) && !(path in draft.refused);
  return Object.fromEntries(Object.entries(unsaved(draft)).filter(isFree));
}

/** The server's newer copy with our changes laid over it. An older one, which a slow answer may bring, is ignored. */
export function withStored(draft: Draft, application: Application | null): Draft {
  if ((application?.version ?? 0) < (draft.application?.version ?? 0)) return draft;
  const base = flatten(application?.form);
  const merged = rebase(draft.changes, draft.base, base, { open: draft.conflicts, unsure: draft.unsure });
  return { ...draft, ...merged, base, application, etag: etagOf(application), unsure: {} };
}

/** The server stored `sent`; what was typed since is still to be sent. A text that goes on keeps its last space. */
export function withSaved(draft: Draft, sent: Answers, application: Application): Draft {
  const isUnsent = ([path, answer]: [string, Answer]) => !(path in sent) || !equal(answer, sent[path]);
  const changes = Object.fromEntries(Object.entries(draft.changes).filter(isUnsent));
  const stored = flatten(application.form);
  const base = { ...draft.base, ...Object.fromEntries(Object.keys(sent).map((path) => [path, stored[path]])) };
  const saved = withStored({ ...draft, changes, base }, application);
  const isAsTyped = ([path, answer]: [string, Answer]) =>
    path in sent && !equal(answer, stored[path]) && equalWhenKept(answer, stored[path]);
  return {
    ...saved,
    changes: { ...saved.changes, ...Object.fromEntries(Object.entries(draft.changes).filter(isAsTyped)) },
  };
}

/** `sent` went out and no answer came: it may be stored or not. */
export function withUnconfirmed(draft: Draft, sent: Answers): Draft {
  const unsure = { ...draft.unsure };
  for (const [path, answer] of Object.entries(sent)) unsure[path] = [...(unsure[path] ?? []), answer];
  return { ...draft, unsure };
}

/** The server refused some of `sent`; null when it does not say which. */
export function withRefusals(draft: Draft, sent: Answers, errors: readonly FieldError[]): Draft | null {
  const refused = { ...draft.refused };
  for (const { field, message } of errors) {
    const path = ownerOf(field, Object.keys(sent));
    if (path && equal(sent[path], draft.changes[path])) refused[path] = message;
  }
  const isMore = Object.keys(refused).length > Object.keys(draft.refused).length;
  return isMore ? { ...draft, refused } : null;
}

/** Resolve a conflict: `here` keeps what was typed, `there` what is stored. */
export function resolveConflict(draft: Draft, path: string, side: Side): Draft {
  const conflicts = draft.conflicts.filter((conflict) => conflict !== path);
  return { ...draft, conflicts, changes: side === "there" ? without(draft.changes, path) : draft.changes };
}

/** Drop every change: what was submitted is all there is. */
export const withoutChanges = (draft: Draft): Draft => ({
  ...draft,
  changes: {},
  conflicts: [],
  refused: {},
  restored: [],
});
