/** Submitting, withdrawing and taking up again: one press, one outcome, whatever the connection does. */
import { useRef, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { addressOf } from "./use_draft.ts";

/** How long to wait before each further try of a call whose answer did not come. */
const TRIES_MS = [1000, 2000, 4000];

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Call until there is an answer; the server gives the same one to the same call. */
async function insist(method, path, options) {
  for (const ms of [...TRIES_MS, null]) {
    try {
      return await call(method, path, options);
    } catch (problem) {
      if (!problem.passing || ms === null) throw problem;
      await pause(ms);
    }
  }
  return null;
}

/**
 * `{busy, problem, run}`: `run(method, way, body, etag)` calls `way` below the application, takes over the answer and
 * gives `{body}`, or `{failed}` when there is no good one.
 */
export function useAction({ cycle, saving }) {
  const [{ busy, problem }, setState] = useState({ busy: false, problem: null });
  const running = useRef(false);
  const run = async (method, way, body, etag) => {
    if (running.current) return {};
    running.current = true;
    setState({ busy: true, problem: null });
    try {
      const answer = await insist(method, addressOf(cycle.id) + way, { body, etag });
      saving.adopt(answer.body.application ?? answer.body);
      setState({ busy: false, problem: null });
      return { body: answer.body };
    } catch (failed) {
      setState({ busy: false, problem: failed });
      return { failed };
    } finally {
      running.current = false;
    }
  };
  return { busy, problem, run };
}
