/** What people send with a button, one thing at a time. */
import { useRef, useState } from "preact/hooks";
import { announce } from "../common/announce.ts";
import { asError } from "../common/problem.ts";

/** Whether something is on its way, why it didn't arrive, and the way to send it. */
export interface Sending {
  readonly busy: boolean;
  readonly error: Error | null;
  /** Send, and say `done` once it has arrived; whether it has. */
  readonly sendOnce: (done: string, request: () => Promise<unknown>) => Promise<boolean>;
}

/** After something has arrived `onSent` is to read the record again. */
export function useSending(onSent: () => void): Sending {
  const running = useRef(false);
  const [state, setState] = useState<Omit<Sending, "sendOnce">>({ busy: false, error: null });
  const sendOnce = async (done: string, request: () => Promise<unknown>) => {
    if (running.current) return false;
    running.current = true;
    setState({ busy: true, error: null });
    try {
      await request();
      setState({ busy: false, error: null });
      announce(done);
      onSent();
      return true;
    } catch (failed) {
      setState({ busy: false, error: asError(failed) });
      return false;
    } finally {
      running.current = false;
    }
  };
  return { ...state, sendOnce };
}
