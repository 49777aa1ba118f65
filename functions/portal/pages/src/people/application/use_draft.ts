/** The draft of the person at the page: one for the whole visit, so that going to another page loses nothing. */
import { useEffect, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { APPLICATION, readApplication } from "../own_application.ts";
import { copyUnder, MEMORY_ONLY } from "./copy.ts";
import { unsaved } from "./draft.ts";
import { createSaving, type Saving, type SavingState, type Store } from "./saving.ts";

const LOOK_AGAIN_MS = 60_000;

type Listener = (state: SavingState) => void;

/** A draft that is kept saved, and the components that show it. */
interface SharedDraft {
  readonly saving: Saving;
  readonly listeners: Set<Listener>;
}

const drafts = new Map<string, SharedDraft>();

function storeOf(cycle: string): Store {
  const params = { cycle };
  return {
    read: () => readApplication(cycle),
    write: async (parts, etag, more) => (await call("PUT", APPLICATION, { params, body: parts, etag, ...more })).body,
  };
}

function later(run: () => void, ms: number) {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

function draftOf(cycle: string, person: string): SharedDraft {
  const key = `application.${cycle}.${person}`;
  const known = drafts.get(key);
  if (known) return known;
  const listeners = new Set<Listener>();
  const tell = (state: SavingState) => {
    for (const listener of listeners) listener(state);
  };
  const saving = createSaving({ store: storeOf(cycle), copy: copyUnder(key), later, tell });
  const shared = { saving, listeners };
  drafts.set(key, shared);
  return shared;
}

/** Whether leaving would lose something: what is kept nowhere but on this page. */
function isAtRisk({ draft, safe }: SavingState): boolean {
  const paths = draft ? Object.keys(unsaved(draft)) : [];
  return paths.includes(MEMORY_ONLY) || (paths.length > 0 && !safe);
}

/** Let the draft know what happens to the browser: the page goes away or comes back, the connection returns. */
function attend(saving: Saving): () => void {
  let hiddenAt = 0;
  const onVisibility = () => {
    if (document.hidden) {
      hiddenAt = Date.now();
      saving.leave();
    } else if (Date.now() - hiddenAt > LOOK_AGAIN_MS) saving.open();
  };
  const onOnline = () => {
    if (["waiting", "failed_to_load"].includes(saving.state().phase)) saving.resume();
  };
  const onUnload = (event: Event) => {
    if (isAtRisk(saving.state())) event.preventDefault();
  };
  const events: [EventTarget, string, (event: Event) => void][] = [
    [document, "visibilitychange", onVisibility],
    [window, "pagehide", saving.leave],
    [window, "online", onOnline],
    [window, "beforeunload", onUnload],
  ];
  for (const [target, type, listener] of events) target.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of events) target.removeEventListener(type, listener);
  };
}

/** The state of a person's application in a cycle, and the ways to change it. */
export function useDraft(cycle: string, person: string): SavingState & { readonly saving: Saving } {
  const { saving, listeners } = draftOf(cycle, person);
  const [state, setState] = useState(saving.state);
  useEffect(() => {
    listeners.add(setState);
    const end = attend(saving);
    setState(saving.state());
    saving.open();
    return () => {
      listeners.delete(setState);
      end();
      saving.leave();
    };
  }, [saving]);
  return { saving, ...state };
}
