/** One side's answer to a proposal. */
import { useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";

/** What is read out once an answer has arrived. */
const SAID = {
  acceptance: ({ state }) => (state === "proposed" ? "You accepted." : "You accepted. The match is confirmed."),
  decline: () => "You declined.",
};

/**
 * `{busy, error, given, send}` for the match: `send("acceptance" | "decline", body)` tells whether there is nothing
 * more to answer, and then has `onAnswered` called, so that the match is read again; `given` is the answer that
 * arrived. While one answer is on its way no other is sent.
 */
export function useAnswer(match, onAnswered) {
  const under = useRef(false);
  const [state, setState] = useState({ busy: null, error: null, given: null });
  const send = async (answer, body) => {
    if (under.current) return false;
    under.current = true;
    setState({ busy: answer, error: null, given: null });
    try {
      const { body: after } = await call("POST", `/api/matches/${match.id}/${answer}`, { body });
      setState({ busy: null, error: null, given: answer });
      announce(SAID[answer](after));
      onAnswered();
      return true;
    } catch (error) {
      setState({ busy: null, error, given: null });
      const closed = error.type === "match_closed";
      if (closed) onAnswered();
      return closed;
    } finally {
      under.current = false;
    }
  };
  return { ...state, send };
}
