/** Submitting, withdrawing and reopening: one press, one outcome, whatever the connection does. */
import { useRef, useState } from "preact/hooks";
import type { Success } from "../../common/api.ts";
import { asError, Failing } from "../../common/problem.ts";
import type { Application } from "../../common/records.ts";
import type { App } from "./app.ts";

/** How long to wait before each further try of a call whose answer did not come. */
const RETRIES_MS = [1000, 2000, 4000];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Call until there is an answer; the server gives the same one to the same call. */
async function insist<T>(send: () => Promise<T>): Promise<T> {
  for (const ms of RETRIES_MS) {
    try {
      return await send();
    } catch (thrown) {
      if (!(thrown instanceof Failing && thrown.passing)) throw thrown;
      await pause(ms);
    }
  }
  return send();
}

type Answered = Application | { readonly application: Application };

/** How a press ended: neither is there when another one was under way. */
interface Outcome {
  readonly done?: true;
  readonly failed?: Error;
}

/** `run(send)` makes a call about the application and adopts the copy that it answers with. */
export function useAction({ saving }: Pick<App, "saving">) {
  const [{ busy, problem }, setState] = useState<{ busy: boolean; problem: Error | null }>({
    busy: false,
    problem: null,
  });
  const isRunning = useRef(false);
  const run = async (send: () => Promise<Success<Answered>>): Promise<Outcome> => {
    if (isRunning.current) return {};
    isRunning.current = true;
    setState({ busy: true, problem: null });
    try {
      const { body } = await insist(send);
      saving.adopt("application" in body ? body.application : body);
      setState({ busy: false, problem: null });
      return { done: true };
    } catch (thrown) {
      const failed = asError(thrown);
      setState({ busy: false, problem: failed });
      return { failed };
    } finally {
      isRunning.current = false;
    }
  };
  return { busy, problem, run };
}
