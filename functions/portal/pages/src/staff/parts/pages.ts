/** A list that is read page by page. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { asError } from "../../common/problem.ts";

const MOST_CALLS = 10;
const ENOUGH = 20;

/** A page of a list, as the API gives it. */
export interface CursorPage<R> {
  readonly items: readonly R[];
  readonly next_cursor?: string | null;
}

/** A list as far as it was read. */
export interface Listed<R> {
  /** Null until the first page is there; a failure keeps what was read before. */
  readonly rows: readonly R[] | null;
  readonly error: Error | null;
  readonly busy: boolean;
  /** Read the next page; null at the end. */
  readonly more: (() => Promise<void>) | null;
  /** Read from the start again. */
  readonly reload: () => Promise<void>;
  /** Put a row in another's place, after a change whose answer tells it. */
  readonly replace: (is: (row: R) => boolean, row: R | null) => void;
}

interface State<R> {
  readonly key: string;
  readonly rows: readonly R[] | null;
  readonly next: string | null;
  readonly error: Error | null;
  readonly busy: boolean;
}

const empty = <R>(key: string): State<R> => ({ key, rows: null, next: null, error: null, busy: true });

/** A page of a list; the API's may be short although another follows, so that several may make one, shown as it grows. */
async function readOn<R>(
  load: (cursor: string | null) => Promise<CursorPage<R>>,
  cursor: string | null,
  grown: (items: readonly R[]) => void = () => {},
) {
  let items: readonly R[] = [];
  let next = cursor;
  for (let calls = 0; calls < MOST_CALLS && items.length < ENOUGH; calls++) {
    const page = await load(next);
    items = [...items, ...page.items];
    next = page.next_cursor ?? null;
    if (!next) break;
    if (items.length) grown(items);
  }
  return { items, next };
}

/**
 * Read a list by `load(cursor)`, from the start whenever `key` is another: it says what the list is of, such as its
 * filters. Without a `key` nothing is read yet.
 */
export function usePages<R>(key: string, load: (cursor: string | null) => Promise<CursorPage<R>>): Listed<R> {
  const [kept, setState] = useState<State<R>>(() => empty(key));
  const state = kept.key === key ? kept : empty<R>(key);
  const turn = useRef(0);
  const latest = useRef(load);
  latest.current = load;
  const read = useCallback(
    async (cursor: string | null) => {
      turn.current += 1;
      const mine = turn.current;
      const show = (change: (before: State<R>) => State<R>) => {
        if (turn.current === mine) setState((before) => change(before.key === key ? before : empty(key)));
      };
      let grown: readonly R[] | null = null;
      // What shows already stays until the whole page is there.
      const grow = (rows: readonly R[]) => {
        const last = grown;
        grown = rows;
        if (!cursor) show((before) => (before.rows === last ? { ...before, rows } : before));
      };
      show((before) => ({ ...before, error: null, busy: true }));
      try {
        const { items, next } = await readOn(latest.current, cursor, grow);
        show(({ rows }) => ({
          key,
          rows: cursor ? [...(rows ?? []), ...items] : items,
          next,
          error: null,
          busy: false,
        }));
      } catch (error) {
        show((before) => ({ ...before, error: asError(error), busy: false }));
      }
    },
    [key],
  );
  useEffect(() => {
    if (key) read(null);
  }, [key, read]);
  const reload = useCallback(() => read(null), [read]);
  const { rows, next, error, busy } = state;
  const replace = useCallback((is: (row: R) => boolean, row: R | null) => {
    const swap = (it: R) => (is(it) ? (row ? [row] : []) : [it]);
    setState((before) => ({ ...before, rows: before.rows?.flatMap(swap) ?? null }));
  }, []);
  return { rows, error, busy, more: next ? () => read(next) : null, reload, replace };
}
