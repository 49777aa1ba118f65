/** Whether what was typed is saved, calmly: always in sight, read out only when something is the matter or over. */
import { useEffect, useRef } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { plural } from "../../common/clock.ts";

const clock = new Intl.DateTimeFormat("en-US", { timeStyle: "short" });
const KEPT = "What you typed is kept in this browser.";

function waitingFor(problem) {
  const cause = !navigator.onLine || problem?.name === "Offline" ? "no connection" : "our side could not take it";
  return `Not saved yet: ${cause}, trying again. ${KEPT}`;
}

const SAYS = {
  saving: () => "Saving…",
  typing: () => "Saving…",
  waiting: ({ problem }) => waitingFor(problem),
  signed_out: () => `Not saved: your sign-in has ended. ${KEPT}`,
  closed: () => `Not saved: the window is closed. ${KEPT}`,
  failed: ({ problem }) => `Not saved: ${problem.message}`,
  saved: ({ savedAt }) => (savedAt ? `Saved at ${when(savedAt)}` : "Saves itself as you type"),
};

const day = new Intl.DateTimeFormat("en-US", { dateStyle: "medium" });
const when = (at) => (day.format(at) === day.format(Date.now()) ? clock.format(at) : day.format(at));

function exceptions({ draft }) {
  const refused = Object.keys(draft.refused).length;
  const said = [];
  if (refused) said.push(`${plural(refused, "answer")} with a problem`);
  if (draft.conflicts.length) said.push(`${plural(draft.conflicts.length, "answer")} that you need to choose`);
  return said.length ? `, except ${said.join(" and ")}` : "";
}

/** What to read out when the state turns; nothing while all goes well. */
function news(before, { phase, problem, draft }) {
  if (phase === "waiting" && before.phase !== "waiting" && before.trouble !== "waiting") return waitingFor(problem);
  if (phase === "saved" && before.trouble) return "Saved.";
  if (phase === "failed" && before.phase !== "failed") return SAYS.failed({ problem });
  const fresh = Object.keys(draft.refused).find((path) => !(path in before.refused));
  return fresh ? `An answer could not be saved: ${draft.refused[fresh]}` : null;
}

function useNews(state) {
  const before = useRef({ phase: "saved", trouble: null, refused: {} });
  useEffect(() => {
    const sentence = news(before.current, state);
    if (sentence) announce(sentence);
    const trouble = { waiting: "waiting", failed: "failed", saved: null }[state.phase];
    before.current = {
      phase: state.phase,
      trouble: trouble === undefined ? before.current.trouble : trouble,
      refused: state.draft.refused,
    };
  }, [state.phase, state.draft.refused]);
}

/** The line that tells it. */
export function SaveState({ state }) {
  useNews(state);
  const sound = ["saved", "typing", "saving"].includes(state.phase);
  const except = state.phase === "saved" ? exceptions(state) : "";
  return (
    <p class={sound && !except ? "save-state" : "save-state save-state-not"} data-phase={state.phase}>
      {SAYS[state.phase](state)}
      {except}
    </p>
  );
}
