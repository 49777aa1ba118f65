/** The list that someone came from, so that the screens of its rows lead to the next one and back. */
import { useEffect } from "preact/hooks";
import { useSearch } from "../../common/router.ts";
import type { Listed, Onward } from "./pages.ts";

interface Walk {
  readonly ids: readonly string[];
  readonly back: string;
  /** Reads the ids that follow; null at the end of the list. */
  readonly readOn: (() => Promise<void>) | null;
}

let walk: Walk = { ids: [], back: "", readOn: null };
let last = "";

/** Remember the rows of a list, and the address at which it shows. */
export function useWalk<R>({ rows, onward }: Listed<R>, idOf: (row: R) => string): void {
  const search = useSearch();
  useEffect(() => {
    if (rows) begin(rows.map(idOf), location.pathname + search, onward, idOf);
  }, [rows, search]);
}

function begin<R>(ids: readonly string[], back: string, onward: Onward<R> | null, idOf: (row: R) => string): void {
  const readOn =
    onward &&
    (async () => {
      const more = await onward();
      // Unless another list was begun meanwhile.
      if (walk.readOn === readOn) begin([...ids, ...more.rows.map(idOf)], back, more.onward, idOf);
    });
  walk = { ids, back, readOn };
}

interface Neighbours {
  readonly before: string;
  readonly next: string;
  readonly back: string;
  /** At the last row that is known: reads those that follow. */
  readonly readOn: (() => Promise<void>) | null;
}

/** The neighbours of a row in the list that it was reached from, and the list's address; empty where there are none. */
export function neighbours(id: string): Neighbours {
  const { ids, back, readOn } = walk;
  const at = ids.indexOf(id);
  if (at < 0) return { before: "", next: "", back, readOn: null };
  last = id;
  const next = ids[at + 1] ?? "";
  return { before: ids[at - 1] ?? "", next, back, readOn: next ? null : readOn };
}

/** The row that was looked at last. */
export const lastWalked = (): string => last;
