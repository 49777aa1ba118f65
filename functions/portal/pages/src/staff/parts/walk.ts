/** The list that someone came from, so that the screens of its rows lead to the next one and back. */
import { useEffect } from "preact/hooks";
import { useSearch } from "../../common/router.ts";
import type { Listed } from "./pages.ts";

interface Walk {
  readonly ids: readonly string[];
  readonly back: string;
}

let walk: Walk = { ids: [], back: "" };
let last = "";

/** Remember the rows of a list, and the address at which it shows. */
export function useWalk<R>({ rows }: Listed<R>, idOf: (row: R) => string): void {
  const search = useSearch();
  useEffect(() => {
    if (rows) walk = { ids: rows.map(idOf), back: location.pathname + search };
  }, [rows, search]);
}

/** The neighbours of a row in the list that it was reached from, and the list's address; empty where there are none. */
export function neighbours(id: string): { readonly before: string; readonly next: string; readonly back: string } {
  const { ids, back } = walk;
  const at = ids.indexOf(id);
  if (at < 0) return { before: "", next: "", back };
  last = id;
  return { before: ids[at - 1] ?? "", next: ids[at + 1] ?? "", back };
}

/** The row that was looked at last. */
export const lastWalked = (): string => last;
