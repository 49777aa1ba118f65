/** What a list is narrowed down by: kept in the address, so that a view is a link. */
import { useCallback, useMemo, useState } from "preact/hooks";
import { navigate, useSearch } from "../../common/router.ts";

/** The filters in the address by name, empty where there is none, and the way to change some of them. */
export function useFilters<N extends string>(
  names: readonly N[],
): [filters: Readonly<Record<N, string>>, change: (filters: Partial<Record<N, string>>) => void] {
  const search = useSearch();
  const list = names.join();
  const filters = useMemo(() => {
    const query = new URLSearchParams(search);
    return Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""])) as Record<N, string>;
  }, [search, list]);
  const change = useCallback((changed: Partial<Record<N, string>>) => {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries<string | undefined>(changed)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    navigate(`${location.pathname}?${query}`, { replace: true, scroll: false });
  }, []);
  return [filters, change];
}

/** Filters of which one is the search, `q`: an e-mail address that is searched for is kept out of the page's address. */
export function useView<N extends string>(
  names: readonly (N | "q")[],
): [filters: Readonly<Record<N | "q", string>>, change: (filters: Partial<Record<N | "q", string>>) => void] {
  const [filters, change] = useFilters(names);
  const [address, setAddress] = useState("");
  const apply = (changed: Partial<Record<N | "q", string>>) => {
    const { q } = changed as Partial<Record<"q", string>>;
    if (q !== undefined) setAddress(q.includes("@") ? q : "");
    change(q?.includes("@") ? { ...changed, q: "" } : changed);
  };
  return [address ? { ...filters, q: address } : filters, apply];
}
