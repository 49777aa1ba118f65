/** The draft's way to the server: when to send, what to do with the answer, when to retry. Knows nothing of pages. */
import { asError, Failing, Problem } from "../../common/problem.ts";
import type { Application, Extension, Form } from "../../common/records.ts";
import type { Found } from "../own_application.ts";
import type { SafetyCopy } from "./copy.ts";
import type { Draft, Side } from "./draft.ts";
import * as drafts from "./draft.ts";
import { nest } from "./merge.ts";
import { afterRefusal, Gone, isGone, type Phase, phaseAfter, storedCopy } from "./refusals.ts";
import type { Answer, Answers } from "./types.ts";

const PAUSE_MS = 1000;
const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 60_000;
/** How often one save may run into another change or a refusal before it waits as after a failure. */
const MOST_TURNS = 6;

export interface SavingState {
  readonly draft: Draft | null;
  readonly phase: Phase;
  readonly problem: Error | null;
  /** When the draft was saved last, in milliseconds since 1970. */
  readonly savedAt: number | null;
  /** Whether this browser keeps what is not saved. */
  readonly safe: boolean;
  /** The later deadline of a person without an application. */
  readonly extension: Extension | null;
}

/** Where the application is stored; both throw what `call` throws. */
export interface Store {
  read(): Promise<Found>;
  write(parts: Form, etag: string, more?: { keepalive: boolean }): Promise<Application>;
}

/** What keeps a draft saved, and what it tells of. */
interface Parts {
  store: Store;
  copy: SafetyCopy;
  /** Starts a timer and returns what stops it. */
  later(run: () => void, ms: number): () => void;
  /** Hears of every change of the state. */
  tell(state: SavingState): void;
  now?(): number;
}

const isEmpty = (answers: Answers) => Object.keys(answers).length === 0;

/** Keep a draft saved. */
export function createSaving({ store, copy, later, tell, now = Date.now }: Parts) {
  let state: SavingState = { draft: null, phase: "loading", problem: null, savedAt: null, safe: true, extension: null };
  let stopTimer = () => {};
  let running: Promise<void> | null = null;
  let failures = 0;

  const set = (news: Partial<SavingState>) => {
    state = { ...state, ...news };
    tell(state);
  };
  const loaded = (): Draft => {
    if (!state.draft) throw new Error("The application is not loaded yet.");
    return state.draft;
  };
  const change = (draft: Draft, news: Partial<SavingState> = {}) => {
    const safe = copy.update(loaded().changes, draft);
    set({ draft, safe, ...news });
  };
  const schedule = (ms: number) => {
    stopTimer();
    stopTimer = later(flush, ms);
  };

  async function open(): Promise<void> {
    if (state.draft) return refresh();
    set({ phase: "loading", problem: null });
    try {
      const { application, extension = null } = await store.read();
      const kept = copy.read();
      const values = Object.fromEntries(Object.entries(kept).map(([path, { value }]) => [path, value]));
      const draft = drafts.openDraft(application, kept);
      const savedAt = application ? Date.parse(application.updated_at) : null;
      set({ draft, phase: "saved", savedAt, extension, safe: copy.update(values, draft) });
      if (draft.restored.length) await flush();
    } catch (thrown) {
      set({ phase: "failed_to_load", problem: asError(thrown) });
    }
    return undefined;
  }

  /** Look whether the application was changed elsewhere; without an answer nothing is different. */
  async function refresh(): Promise<void> {
    await running;
    const known = loaded();
    try {
      const { application, extension = null } = await store.read();
      if (isGone(known, application)) return lose();
      const again = state.phase === "gone" ? { phase: "saved" as const, problem: null } : {};
      change(drafts.withStored(loaded(), application), { extension, ...again });
    } catch {
      return;
    }
    if (!isEmpty(drafts.sendable(loaded()))) schedule(0);
  }

  function type(path: string, answer: Answer) {
    const isCalm = ["saved", "typing", "failed"].includes(state.phase);
    change(drafts.typeAnswer(loaded(), path, answer), isCalm ? { phase: "typing" } : {});
    if (isCalm) schedule(PAUSE_MS);
  }

  /** Send what there is to send, and wait until it is stored or cannot be. */
  async function flush(): Promise<void> {
    stopTimer();
    await running;
    running ??= send().finally(() => {
      running = null;
    });
    return running;
  }

  async function send(): Promise<void> {
    if (state.phase === "gone") return undefined;
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const sent = drafts.sendable(loaded());
      if (isEmpty(sent)) return rest();
      set({ phase: "saving" });
      try {
        return confirm(sent, await store.write(nest(sent), loaded().etag));
      } catch (thrown) {
        if (!shouldResend(asError(thrown), sent)) return undefined;
      }
    }
    return wait(null);
  }

  /** Nothing is left to send. */
  function rest() {
    const isMoving = ["typing", "saving", "waiting"].includes(state.phase);
    if (isMoving) set({ phase: "saved", problem: null });
  }

  /** The server stored what was sent. */
  function confirm(sent: Answers, application: Application) {
    failures = 0;
    const draft = drafts.withSaved(loaded(), sent, application);
    const isMore = !isEmpty(drafts.sendable(draft));
    change(draft, { phase: isMore ? "typing" : "saved", problem: null, savedAt: now() });
    if (isMore) schedule(PAUSE_MS);
  }

  /** Learn from a refusal; whether to send again at once. */
  function shouldResend(problem: Error, sent: Answers): boolean {
    const isStale = problem instanceof Problem && problem.type === "stale_version";
    if (isStale && isGone(loaded(), storedCopy(problem))) {
      lose();
      return false;
    }
    const draft = problem instanceof Problem ? afterRefusal(loaded(), problem, sent) : null;
    if (draft) change(draft);
    else if (problem instanceof Failing && problem.passing) wait(problem, sent);
    else set({ phase: phaseAfter(problem), problem });
    return draft !== null;
  }

  /** The draft isn't there anymore: what was typed stays in this browser, and nothing is sent. */
  function lose() {
    stopTimer();
    set({ phase: "gone", problem: new Gone() });
  }

  function wait(problem: Error | null, sent: Answers = {}) {
    const ms = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS);
    failures += 1;
    set({ phase: "waiting", problem, draft: drafts.withUnconfirmed(loaded(), sent) });
    schedule(ms);
  }

  /** Send once more while the page goes away; what does not arrive is in the safety copy. */
  async function leave(): Promise<void> {
    const sent = state.draft ? drafts.sendable(state.draft) : {};
    if (isEmpty(sent) || state.phase === "gone") return;
    try {
      confirm(sent, await store.write(nest(sent), loaded().etag, { keepalive: true }));
    } catch {
      schedule(FIRST_RETRY_MS);
    }
  }

  return {
    state: () => state,
    open,
    refresh,
    type,
    flush,
    leave,
    /** Retry at once what waits for its next try. */
    resume: () => (state.draft ? flush() : open()),
    /** Show an answer where there is none; it is saved with the next one that is given. */
    suggest: (path: string, answer: Answer) => set({ draft: drafts.suggestAnswer(loaded(), path, answer) }),
    acceptSuggestions: () => change(drafts.acceptSuggestions(loaded())),
    resolve(path: string, side: Side) {
      change(drafts.resolveConflict(loaded(), path, side));
      schedule(0);
    },
    /** The application as another call gave it: submitted, withdrawn, reopened. */
    adopt: (application: Application | null) =>
      isGone(loaded(), application) ? lose() : change(drafts.withStored(loaded(), application)),
    /** The draft was deleted elsewhere: begin another with what shows. */
    beginAgain() {
      change(drafts.begunAgain(loaded()), { phase: "typing", problem: null, savedAt: null });
      schedule(0);
    },
    /** The draft was thrown away: nothing of it stays in this browser, and the next answer begins another. */
    startOver() {
      stopTimer();
      copy.erase();
      set({ draft: drafts.openDraft(null), phase: "saved", problem: null, savedAt: null });
    },
    /** What was submitted is all there is: nothing of it stays in this browser. */
    clear() {
      stopTimer();
      change(drafts.withoutChanges(loaded()), { phase: "saved", problem: null });
      copy.erase();
    },
  };
}

export type Saving = ReturnType<typeof createSaving>;
