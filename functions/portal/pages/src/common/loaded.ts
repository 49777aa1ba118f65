/** What a page shows of somebody's own records: read when it opens, when asked, and when it is looked at again. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "./api.ts";

const STALE_MS = 60_000;
const POLL_MS = 3000;
const MOST_POLLS = 40;

/** What the call gives, or null where there is nothing yet. */
export async function orNothing(called) {
  try {
    return (await called).body;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/**
 * `{data, error, reload}` of an async `load`, which runs once `ready`, and again whenever it is another function.
 * An error keeps the data known before; of several readings the last one asked for counts.
 */
export function useLoaded(load, ready = true) {
  const [found, setFound] = useState({ data: null, error: null });
  const turn = useRef(0);
  const readAt = useRef(0);
  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    const tell = (told) => turn.current === mine && setFound((before) => ({ ...before, ...told }));
    try {
      const data = await load();
      readAt.current = Date.now();
      tell({ data, error: null });
    } catch (error) {
      tell({ error });
    }
  }, [load]);
  useEffect(() => {
    if (!ready) return;
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
export function usePolling(waiting, reload) {
  useEffect(() => {
    if (!waiting) return;
    let polls = 0;
    const timer = setInterval(() => {
      polls += 1;
      if (polls >= MOST_POLLS) clearInterval(timer);
      if (!document.hidden) reload();
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [waiting, reload]);
}
