/** The facts of the current cycle, read once and again whenever its phase changes. */
import { useEffect, useState } from "preact/hooks";
import { call } from "./api.ts";
import { serverNow, setServerTime } from "./clock.ts";
import { asError } from "./problem.ts";
import type { Cycle } from "./records.ts";

/** A browser's timers run no longer than this. */
const LONGEST_TIMER = 2 ** 31 - 1;
const STALE_MS = 5 * 60_000;

/** The facts: both are null until the first answer; an error keeps the facts known before. */
interface Known {
  readonly cycle: Cycle | null;
  readonly error: Error | null;
}

const listeners = new Set<(known: Known) => void>();
let known: Known = { cycle: null, error: null };
let loadedAt = 0;
let loading: Promise<void> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

function publish(news: Known): void {
  known = news;
  for (const listener of listeners) listener(known);
}

/** Read the facts again. */
export function reloadCycle(): Promise<void> {
  loading ??= load().finally(() => {
    loading = undefined;
  });
  return loading;
}

async function load(): Promise<void> {
  try {
    const sentAt = Date.now();
    const { body: cycle } = await call("GET", "/api/cycles/current");
    loadedAt = Date.now();
    setServerTime(cycle.server_time, sentAt);
    publish({ cycle, error: null });
    reloadAtTheTurn(cycle);
  } catch (error) {
    publish({ cycle: known.cycle, error: asError(error) });
  }
}

function reloadAtTheTurn(cycle: Cycle): void {
  clearTimeout(timer);
  const turns = [cycle.opens_at, cycle.accepts_before].map((iso) => Date.parse(iso) - serverNow());
  const next = Math.min(...turns.filter((ms) => ms > 0));
  if (next < LONGEST_TIMER) timer = setTimeout(reloadCycle, next + 50);
}

addEventListener("visibilitychange", () => {
  if (!document.hidden && loadedAt && Date.now() - loadedAt > STALE_MS) reloadCycle();
});

/** The facts, kept up to date, and the way to read them again. */
export function useCycle(): Known & { readonly reload: () => Promise<void> } {
  const [found, setFound] = useState(known);
  useEffect(() => {
    listeners.add(setFound);
    setFound(known);
    if (!known.cycle) reloadCycle();
    return () => {
      listeners.delete(setFound);
    };
  }, []);
  return { ...found, reload: reloadCycle };
}
