/** The cycle that the console is about: it is in the address, and everything that shows follows it. */
import { type ComponentChildren, createContext } from "preact";
import { useCallback, useContext, useEffect, useMemo } from "preact/hooks";
import type { components } from "#openapi";
import { call, type Query } from "../../common/api.ts";
import { serverNow, setServerTime } from "../../common/clock.ts";
import { orNothing, useLoaded } from "../../common/loaded.ts";
import { Failing } from "../../common/problem.ts";
import { navigate, useSearch } from "../../common/router.ts";
import { addressOf, type Place } from "./addresses.ts";

type Listed = components["schemas"]["ListedCycle"];

interface Cycles {
  /** The id in the address, or of the cycle that visitors see; empty until one is known. */
  readonly id: string;
  /** Its facts, and why they could not be read. */
  readonly cycle: Listed | null;
  readonly error: Error | null;
  readonly reload: () => void;
  /** Those to choose from, the one that opens last first. */
  readonly all: readonly Listed[];
}

const Context = createContext<Cycles>({ id: "", cycle: null, error: null, reload: () => {}, all: [] });

/** The cycle at hand. */
export const useCycles = (): Cycles => useContext(Context);

/** The addresses of the console with the cycle at hand in them. */
export function useAddress(): (place: Place, query?: Query, params?: object) => string {
  const { id } = useCycles();
  return useCallback((place, query, params) => addressOf(place, { cycle: id, ...query }, params), [id]);
}

class NoCycle extends Failing {
  readonly title = "There’s no such cycle";

  constructor() {
    super("Choose another one in the head of this page.");
  }
}

async function readAll(): Promise<readonly Listed[]> {
  const sentAt = Date.now();
  const { items } = (await call("GET", "/api/staff/cycles")).body;
  if (items[0]) setServerTime(items[0].server_time, sentAt);
  return items;
}

/** The cycle that visitors see; where there is none, there is nothing to choose for anyone. */
const readVisible = () => orNothing(call("GET", "/api/cycles/current"));

/** Reads all cycles; where the address names none, puts the one that visitors see there. */
export function CycleProvider({ children }: { children: ComponentChildren }) {
  const search = useSearch();
  const asked = new URLSearchParams(search).get("cycle") ?? "";
  const { data, error, reload } = useLoaded(readAll);
  const visible = useLoaded(readVisible, !asked);
  const id = asked || visible.data?.id || "";
  useEffect(() => {
    if (asked || !id) return;
    const query = new URLSearchParams(location.search);
    query.set("cycle", id);
    navigate(`${location.pathname}?${query}${location.hash}`, { replace: true, scroll: false });
  }, [asked, id]);
  const value = useMemo(() => {
    const cycle = data?.find((it) => it.id === id) ?? null;
    const unknown = data && id && !cycle ? new NoCycle() : null;
    return { id, cycle, error: error ?? visible.error ?? unknown, reload, all: data ?? [] };
  }, [id, data, error, visible.error, reload]);
  useEffect(() => {
    if (!value.cycle) return undefined;
    return atTheTurn(value.cycle, reload);
  }, [value.cycle]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** Call `then` when the window opens or closes; returns what ends it. A browser's timers run no longer than 24 days. */
function atTheTurn({ opens_at, accepts_before }: Listed, then: () => void): () => void {
  const turns = [opens_at, accepts_before].map((iso) => Date.parse(iso) - serverNow()).filter((ms) => ms > 0);
  const next = Math.min(...turns);
  const timer = next < 2 ** 31 - 1 ? setTimeout(then, next + 50) : undefined;
  return () => clearTimeout(timer);
}
