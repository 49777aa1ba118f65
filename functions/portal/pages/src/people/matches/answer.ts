/** One side's answer to a proposal. */
import { useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { asError, problemType } from "../../common/problem.ts";
import type { Match } from "../../common/records.ts";

type Given = "acceptance" | "decline";

/** The answer on its way, the one that arrived, and why one did not. */
interface State {
  readonly busy: Given | null;
  readonly given: Given | null;
  readonly error: Error | null;
}

/** The state of an answer, and the ways to give one: each says whether there is nothing more to answer. */
export interface Answering extends State {
  readonly accept: () => Promise<boolean>;
  readonly decline: (reason: string) => Promise<boolean>;
}

const IDLE: State = { busy: null, given: null, error: null };

/**
 * The answer to a match; after one, `onAnswered` is called, so that the match is read again. While one answer is on its
 * way no other is sent.
 */
export function useAnswer({ id }: Match, onAnswered: () => void): Answering {
  const running = useRef(false);
  const [state, setState] = useState(IDLE);
  const send = async (given: Given, sending: () => Promise<string>) => {
    if (running.current) return false;
    running.current = true;
    setState({ ...IDLE, busy: given });
    try {
      announce(await sending());
      setState({ ...IDLE, given });
      onAnswered();
      return true;
    } catch (failed) {
      const error = asError(failed);
      setState({ ...IDLE, error });
      const closed = problemType(error) === "match_closed";
      if (closed) onAnswered();
      return closed;
    } finally {
      running.current = false;
    }
  };
  const params = { match: id };
  const accept = () =>
    send("acceptance", async () => {
      const { body } = await call("POST", "/api/matches/{match}/acceptance", { params });
      return body.state === "proposed" ? "You accepted." : "You accepted. The match is confirmed.";
    });
  const decline = (reason: string) =>
    send("decline", async () => {
      await call("POST", "/api/matches/{match}/decline", { params, body: { reason } });
      return "You declined.";
    });
  return { ...state, accept, decline };
}
