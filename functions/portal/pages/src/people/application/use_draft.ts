/** The draft of the person at the page: one for the whole visit, so that going to another page loses nothing. */
import { useEffect, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { copyUnder, MEMORY_ONLY } from "./copy.ts";
import { createSaving } from "./saving.ts";

const LOOK_AGAIN_MS = 60_000;
const drafts = new Map();

/** Where the application of a cycle is. */
export const addressOf = (cycle) => `/api/cycles/${cycle}/application`;

function storeAt(address) {
  return {
    async read() {
      try {
        return (await call("GET", address)).body;
      } catch (problem) {
        if (problem.status === 404) return null;
        throw problem;
      }
    },
    write: async (parts, etag, more) => (await call("PUT", address, { body: parts, etag, ...more })).body,
  };
}

function later(run, ms) {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

function draftOf(cycle, person) {
  const key = `application.${cycle}.${person}`;
  if (!drafts.has(key)) {
    const heard = new Set();
    const tell = (state) => {
      for (const listener of heard) listener(state);
    };
    const saving = createSaving({ store: storeAt(addressOf(cycle)), copy: copyUnder(key), later, tell });
    drafts.set(key, { ...saving, heard });
  }
  return drafts.get(key);
}

/** Whether leaving now would lose something: what is kept nowhere but on this page. */
function atRisk({ draft, safe }) {
  const unsaved = Object.keys(draft?.changes ?? {});
  return unsaved.includes(MEMORY_ONLY) || (unsaved.length > 0 && !safe);
}

/** What the browser tells that the draft must know: the page goes away or comes back, the connection returns. */
function attend(saving) {
  let hiddenAt = 0;
  const turned = () => {
    if (document.hidden) hiddenAt = Date.now();
    if (document.hidden) saving.leave();
    else if (Date.now() - hiddenAt > LOOK_AGAIN_MS) saving.open();
  };
  const hurry = () => ["waiting", "failed_to_load"].includes(saving.state().phase) && saving.resume();
  const hold = (event) => atRisk(saving.state()) && event.preventDefault();
  const heard = [
    [document, "visibilitychange", turned],
    [window, "pagehide", saving.leave],
    [window, "online", hurry],
    [window, "beforeunload", hold],
  ];
  for (const [target, type, listener] of heard) target.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of heard) target.removeEventListener(type, listener);
  };
}

/** `{saving, draft, phase, problem, savedAt}` of a person's application in a cycle; `saving` has the ways to change it. */
export function useDraft(cycle, person) {
  const saving = draftOf(cycle, person);
  const [state, setState] = useState(saving.state);
  useEffect(() => {
    saving.heard.add(setState);
    const end = attend(saving);
    setState(saving.state());
    saving.open();
    return () => {
      saving.heard.delete(setState);
      end();
      saving.leave();
    };
  }, [saving]);
  return { saving, ...state };
}
