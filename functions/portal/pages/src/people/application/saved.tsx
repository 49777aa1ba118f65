/** Whether what was typed is saved, calmly: always in sight, read out only when something is wrong or over. */
import { useEffect, useRef } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { plural } from "../../common/clock.ts";
import { Offline } from "../../common/problem.ts";
import type { App, AppProps } from "./app.ts";
import type { Phase } from "./refusals.ts";

type State = Pick<App, "phase" | "problem" | "savedAt" | "draft">;

const time = new Intl.DateTimeFormat("en-US", { timeStyle: "short" });
const day = new Intl.DateTimeFormat("en-US", { dateStyle: "medium" });
const when = (at: number) => (day.format(at) === day.format(Date.now()) ? time.format(at) : day.format(at));

const KEPT = "What you typed is kept in this browser.";

function waitingFor(problem: Error | null): string {
  const isOffline = !navigator.onLine || problem instanceof Offline;
  const cause = isOffline ? "no connection" : "something is wrong on our side";
  return `Not saved yet: ${cause}. We’ll keep trying. ${KEPT}`;
}

function sentenceFor({ phase, problem, savedAt }: State): string {
  if (phase === "waiting") return waitingFor(problem);
  if (phase === "signed_out") return `Not saved: your sign-in has ended. ${KEPT}`;
  if (phase === "closed") return `Not saved: applications are closed. ${KEPT}`;
  if (phase === "gone") return `Not saved: this draft was deleted on another page or device. ${KEPT}`;
  if (phase === "failed") return `Not saved: ${problem?.message}`;
  if (phase !== "saved") return "Saving…";
  return savedAt ? `Saved at ${when(savedAt)}` : "We save your answers as you type";
}

function exceptions({ draft }: State): string {
  const refused = Object.keys(draft.refused).length;
  const conflicts = draft.conflicts.length;
  const parts: string[] = [];
  if (refused) parts.push(`${plural(refused, "answer")} with a problem`);
  if (conflicts) parts.push(`${plural(conflicts, "answer")} changed in two places`);
  return parts.length ? `, except ${parts.join(" and ")}` : "";
}

/** What the news is told from: the last phase, the trouble that is not over yet, and what was refused. */
interface Before {
  readonly phase: Phase;
  readonly trouble: Phase | null;
  readonly refused: Readonly<Record<string, string>>;
}

/** The trouble after a phase; the phases in between change nothing about it. */
function troubleAfter(phase: Phase, before: Phase | null): Phase | null {
  if (phase === "waiting" || phase === "failed") return phase;
  return phase === "saved" ? null : before;
}

/** What to read out when the state changes; nothing while all goes well. */
function news(before: Before, state: State): string | null {
  const { phase, problem, draft } = state;
  if (phase === "waiting" && before.phase !== "waiting" && before.trouble !== "waiting") return waitingFor(problem);
  if (phase === "saved" && before.trouble) return "Saved.";
  if (phase === "failed" && before.phase !== "failed") return sentenceFor(state);
  const refused = Object.entries(draft.refused).find(([path]) => !(path in before.refused));
  return refused ? `An answer couldn’t be saved: ${refused[1]}` : null;
}

function useNews(state: State): void {
  const before = useRef<Before>({ phase: "saved", trouble: null, refused: {} });
  useEffect(() => {
    const { phase, draft } = state;
    const sentence = news(before.current, state);
    if (sentence) announce(sentence);
    before.current = { phase, trouble: troubleAfter(phase, before.current.trouble), refused: draft.refused };
  }, [state.phase, state.draft.refused]);
}

/** The line that says it. */
export function SaveState({ app }: AppProps) {
  useNews(app);
  const isSound = ["saved", "typing", "saving"].includes(app.phase);
  const except = app.phase === "saved" ? exceptions(app) : "";
  return (
    <p class={isSound && !except ? "save-state" : "save-state save-state-not"} data-phase={app.phase}>
      {sentenceFor(app)}
      {except}
    </p>
  );
}
