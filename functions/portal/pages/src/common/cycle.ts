/** The facts of the current cycle, read once and again whenever its phase changes. */
import { useEffect, useState } from "preact/hooks";
import { call } from "./api.ts";
import { serverNow, setServerTime } from "./clock.ts";

/** Two instants of one phase; a browser's timers run no longer than this. */
const LONGEST_TIMER = 2 ** 31 - 1;
const STALE_MS = 5 * 60_000;
const listeners = new Set();
let known = { cycle: null, error: null };
let loadedAt = 0;
let loading;
let timer;

function tell(found) {
  known = found;
  for (const listener of listeners) listener(known);
}

/** Read the facts again. */
export function reloadCycle() {
  loading ??= load().finally(() => {
    loading = undefined;
  });
  return loading;
}

async function load() {
  try {
    const sentAt = Date.now();
    const { body: cycle } = await call("GET", "/api/cycles/current");
    loadedAt = Date.now();
    setServerTime(cycle.server_time, sentAt);
    tell({ cycle, error: null });
    reloadAtTheTurn(cycle);
  } catch (error) {
    tell({ cycle: known.cycle, error });
  }
}

function reloadAtTheTurn(cycle) {
  clearTimeout(timer);
  const turns = [cycle.opens_at, cycle.accepts_before].map((iso) => Date.parse(iso) - serverNow());
  const next = Math.min(...turns.filter((ms) => ms > 0));
  if (next < LONGEST_TIMER) timer = setTimeout(reloadCycle, next + 50);
}

addEventListener("visibilitychange", () => {
  if (!document.hidden && loadedAt && Date.now() - loadedAt > STALE_MS) reloadCycle();
});

/** `{cycle, error, reload}`: both are null until the first answer; an error keeps the facts known before. */
export function useCycle() {
  const [found, setFound] = useState(known);
  useEffect(() => {
    listeners.add(setFound);
    setFound(known);
    if (!known.cycle) reloadCycle();
    return () => listeners.delete(setFound);
  }, []);
  return { ...found, reload: reloadCycle };
}
