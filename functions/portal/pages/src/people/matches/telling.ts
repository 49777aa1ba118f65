/** What one side tells about a confirmed match, one thing at a time. */
import { useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { asError } from "../../common/problem.ts";

/** Whether something is on its way, why it didn't arrive, and the way to send it. */
export interface Telling {
  readonly busy: boolean;
  readonly error: Error | null;
  /** Send, and say `done` once it has arrived; whether it has. */
  readonly tell: (done: string, send: () => Promise<unknown>) => Promise<boolean>;
}

/** After something has arrived `onTold` is to read the match again. */
export function useTelling(onTold: () => void): Telling {
  const running = useRef(false);
  const [state, setState] = useState<Omit<Telling, "tell">>({ busy: false, error: null });
  const tell = async (done: string, send: () => Promise<unknown>) => {
    if (running.current) return false;
    running.current = true;
    setState({ busy: true, error: null });
    try {
      await send();
      setState({ busy: false, error: null });
      announce(done);
      onTold();
      return true;
    } catch (failed) {
      setState({ busy: false, error: asError(failed) });
      return false;
    } finally {
      running.current = false;
    }
  };
  return { ...state, tell };
}
