/** The cycle that the console is about: it is in the address, and everything that shows follows it. */
import { type ComponentChildren, createContext } from "preact";
import { useCallback, useContext, useEffect, useMemo } from "preact/hooks";
import { call, type Query } from "../../common/api.ts";
import { setServerTime } from "../../common/clock.ts";
import { useLoaded } from "../../common/loaded.ts";
import type { Cycle } from "../../common/records.ts";
import { navigate, useSearch } from "../../common/router.ts";
import { addressOf, type Place } from "./addresses.ts";

interface Cycles {
  /** The id in the address, or of the cycle that visitors see; empty until one is known. */
  readonly id: string;
  /** Its facts, and why they could not be read. */
  readonly cycle: Cycle | null;
  readonly error: Error | null;
  readonly reload: () => void;
  /** Those to choose from. */
  readonly all: readonly Pick<Cycle, "id" | "name">[];
}

const Context = createContext<Cycles>({ id: "", cycle: null, error: null, reload: () => {}, all: [] });

/** The cycle at hand. */
export const useCycles = (): Cycles => useContext(Context);

/** The addresses of the console with the cycle at hand in them. */
export function useAddress(): (place: Place, query?: Query, params?: object) => string {
  const { id } = useCycles();
  return useCallback((place, query, params) => addressOf(place, { cycle: id, ...query }, params), [id]);
}

async function current(): Promise<Cycle> {
  return (await call("GET", "/api/cycles/current")).body;
}

/** Reads the cycle in the address, or puts the one that visitors see there. */
export function CycleProvider({ children }: { children: ComponentChildren }) {
  const search = useSearch();
  const asked = new URLSearchParams(search).get("cycle") ?? "";
  const visible = useLoaded(current);
  const id = asked || visible.data?.id || "";
  const load = useCallback(async () => {
    const sentAt = Date.now();
    const { body } = await call("GET", "/api/staff/cycles/{cycle}", { params: { cycle: id } });
    setServerTime(body.server_time, sentAt);
    return body;
  }, [id]);
  const { data, error, reload } = useLoaded(load, Boolean(id));
  useEffect(() => {
    if (asked || !id) return;
    const query = new URLSearchParams(location.search);
    query.set("cycle", id);
    navigate(`${location.pathname}?${query}${location.hash}`, { replace: true, scroll: false });
  }, [asked, id]);
  const cycle = data?.id === id ? data : null;
  const listed = [visible.data, cycle].filter((it) => it !== null);
  const all = listed.filter((it, index) => listed.findIndex((other) => other.id === it.id) === index);
  const failed = id ? error : visible.error;
  const value = useMemo(
    () => ({ id, cycle, error: failed, reload: id ? reload : visible.reload, all }),
    [id, cycle, failed, all.length],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}
