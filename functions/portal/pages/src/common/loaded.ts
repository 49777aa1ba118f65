/** What a page shows of a person's own records: read when it opens, when asked, and when it is looked at again. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Success } from "./api.ts";
import { asError, Problem } from "./problem.ts";

const STALE_MS = 60_000;
const POLL_MS = 3000;
const MOST_POLLS = 40;

/** What a call gives, or null where there is nothing yet. */
export async function orNothing<T>(called: Promise<Success<T>>): Promise<T | null> {
  try {
    return (await called).body;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/** What was read; an error keeps the data known before. */
interface Found<T> {
  readonly data: T | null;
  readonly error: Error | null;
}

/**
 * What an async `load` gives, which runs once `ready`, and again whenever it is another function. Of several readings
 * the last one asked for counts.
 */
export function useLoaded<T>(load: () => Promise<T>, ready = true): Found<T> & { readonly reload: () => void } {
  const [found, setFound] = useState<Found<T>>({ data: null, error: null });
  const turn = useRef(0);
  const readAt = useRef(0);
  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    const show = (news: Partial<Found<T>>) => {
      if (turn.current === mine) setFound((before) => ({ ...before, ...news }));
    };
    try {
      const data = await load();
      readAt.current = Date.now();
      show({ data, error: null });
    } catch (error) {
      show({ error: asError(error) });
    }
  }, [load]);
  useEffect(() => {
    if (!ready) return undefined;
    reload();
    const lookedAt = () => {
      if (!document.hidden && Date.now() - readAt.current > STALE_MS) reload();
    };
    addEventListener("visibilitychange", lookedAt);
    return () => removeEventListener("visibilitychange", lookedAt);
  }, [reload, ready]);
  return { ...found, reload };
}

/** Read again every few seconds while something is on its way, but not for ever. */
export function usePolling(waiting: boolean, reload: () => void): void {
  useEffect(() => {
    if (!waiting) return undefined;
    let polls = 0;
    const timer = setInterval(() => {
      polls += 1;
      if (polls >= MOST_POLLS) clearInterval(timer);
      if (!document.hidden) reload();
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [waiting, reload]);
}
