/** The draft's way to the server: when to send, what to do with the answer, when to try again. Knows nothing of pages. */
import * as drafts from "./draft.ts";
import { nest } from "./merge.ts";

const PAUSE_MS = 1000;
const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 60_000;
/** How often one press may run into somebody else's change or a refusal before it waits like after a failure. */
const MOST_TURNS = 6;

/**
 * Keep a draft saved. `store.read()` gives the application or null; `store.write(parts, etag, more)` gives the stored
 * one; both throw what `call` throws. `copy` is the safety copy, `later(run, ms)` starts a timer and returns what stops
 * it, `tell(state)` hears of every change of `{draft, phase, problem, savedAt, safe}`, where phase is `loading`,
 * `failed_to_load`, `saved`, `typing`, `saving`, `waiting` (tries again by itself), `signed_out`, `closed` or `failed`.
 */
export function createSaving({ store, copy, later, tell, now = Date.now }) {
  let state = { draft: null, phase: "loading", problem: null, savedAt: null, safe: true };
  let stop = () => {};
  let running = null;
  let failures = 0;

  const set = (news) => {
    state = { ...state, ...news };
    tell(state);
  };
  const change = (draft, news = {}) => {
    const safe = copy.follow(state.draft.changes, draft);
    set({ draft, safe, ...news });
  };
  const plan = (ms) => {
    stop();
    stop = later(flush, ms);
  };

  async function open() {
    if (state.draft) return refresh();
    set({ phase: "loading", problem: null });
    try {
      const application = await store.read();
      const kept = copy.read();
      const values = Object.fromEntries(Object.entries(kept).map(([path, { value }]) => [path, value]));
      const draft = drafts.opened(application, kept);
      const savedAt = application ? Date.parse(application.updated_at) : null;
      set({ draft, phase: "saved", savedAt, safe: copy.follow(values, draft) });
      if (draft.restored.length) await flush();
    } catch (problem) {
      set({ phase: "failed_to_load", problem });
    }
  }

  /** Look whether the application was changed elsewhere; without an answer nothing is different. */
  async function refresh() {
    await running;
    try {
      change(drafts.renewed(state.draft, await store.read()));
    } catch {
      return;
    }
    if (Object.keys(drafts.toSend(state.draft)).length) plan(0);
  }

  function type(path, value) {
    const calm = ["saved", "typing", "failed"].includes(state.phase);
    change(drafts.typed(state.draft, path, value), calm ? { phase: "typing" } : {});
    if (calm) plan(PAUSE_MS);
  }

  /** Send what there is to send, and wait until it is stored or cannot be. */
  async function flush() {
    stop();
    await running;
    running ??= send().finally(() => {
      running = null;
    });
    return running;
  }

  async function send() {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const sent = drafts.toSend(state.draft);
      if (!Object.keys(sent).length) return rest();
      set({ phase: "saving" });
      try {
        took(await store.write(nest(sent), state.draft.etag), sent);
        return undefined;
      } catch (problem) {
        if (!again(problem, sent)) return undefined;
      }
    }
    return wait(null);
  }

  /** Nothing is left to send. */
  function rest() {
    const moving = ["typing", "saving", "waiting"].includes(state.phase);
    if (moving) set({ phase: "saved", problem: null });
  }

  function took(application, sent) {
    failures = 0;
    const draft = drafts.taken(state.draft, sent, application);
    const left = Object.keys(drafts.toSend(draft)).length > 0;
    change(draft, { phase: left ? "typing" : "saved", problem: null, savedAt: now() });
    if (left) plan(PAUSE_MS);
  }

  /** Take in a refusal; whether to send again at once. */
  function again(problem, sent) {
    if (problem.type === "stale_version") {
      change(drafts.renewed(state.draft, problem.body.current ?? null));
      return true;
    }
    const refusing = problem.status === 422 && drafts.refusing(state.draft, sent, problem.errors);
    if (refusing) {
      change(refusing);
      return true;
    }
    if (problem.passing) wait(problem, sent);
    else if (problem.name === "SignedOut") set({ phase: "signed_out", problem });
    else set({ phase: problem.status === 409 ? "closed" : "failed", problem });
    return false;
  }

  function wait(problem, sent = {}) {
    const ms = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS);
    failures += 1;
    set({ phase: "waiting", problem, draft: drafts.doubting(state.draft, sent) });
    plan(ms);
  }

  /** Send once more while the page goes away; what does not arrive is in the safety copy. */
  async function leave() {
    const sent = state.draft ? drafts.toSend(state.draft) : {};
    if (!Object.keys(sent).length) return;
    try {
      took(await store.write(nest(sent), state.draft.etag, { keepalive: true }), sent);
    } catch {
      plan(FIRST_RETRY_MS);
    }
  }

  return {
    state: () => state,
    open,
    refresh,
    type,
    flush,
    leave,
    /** Try at once what waits for its next try. */
    resume: () => (state.draft ? flush() : open()),
    /** Show an answer where there is none; it is saved with the next one that is given. */
    suggest: (path, value) => set({ draft: drafts.suggesting(state.draft, path, value) }),
    agree: () => change(drafts.agreed(state.draft)),
    choose(path, side) {
      change(drafts.chosen(state.draft, path, side));
      plan(0);
    },
    /** The application as another call gave it: submitted, withdrawn, taken up again. */
    adopt: (application) => change(drafts.renewed(state.draft, application)),
    /** What was submitted is all there is: nothing of it stays in this browser. */
    settle() {
      stop();
      change(drafts.settled(state.draft), { phase: "saved", problem: null });
      copy.erase();
    },
  };
}
