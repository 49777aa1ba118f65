/** One record with the ETag that a change of it has to name. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Success } from "../../common/api.ts";
import { asError } from "../../common/problem.ts";

/** A record as it was read last; a failure keeps what was read before. */
export interface Loaded<T> {
  readonly data: T | null;
  readonly etag: string | null;
  readonly error: Error | null;
  readonly reload: () => Promise<void>;
  /** Take over what a change answered with. */
  readonly take: (answer: Success<T>) => void;
}

interface State<T> {
  readonly key: string;
  readonly data: T | null;
  readonly etag: string | null;
  readonly error: Error | null;
}

/** Read a record by `load`, and again whenever `key` is another: it says which record it is. Without one nothing is read. */
export function useRecord<T>(key: string, load: () => Promise<Success<T>>): Loaded<T> {
  const nothing: State<T> = { key, data: null, etag: null, error: null };
  const [kept, setState] = useState<State<T>>(nothing);
  const state = kept.key === key ? kept : nothing;
  const turn = useRef(0);
  const latest = useRef(load);
  latest.current = load;
  const take = useCallback(
    ({ body, etag }: Success<T>) => {
      turn.current += 1;
      setState({ key, data: body, etag, error: null });
    },
    [key],
  );
  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    try {
      const answer = await latest.current();
      if (turn.current === mine) take(answer);
    } catch (error) {
      const failed = { key, error: asError(error) };
      if (turn.current === mine) setState((before) => ({ ...(before.key === key ? before : nothing), ...failed }));
    }
  }, [key, take]);
  useEffect(() => {
    if (key) reload();
  }, [key, reload]);
  return { data: state.data, etag: state.etag, error: state.error, reload, take };
}
