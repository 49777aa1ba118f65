/** What every list shows besides its rows: that it loads, that it is empty, that it failed, and that there is more. */
import type { ComponentChildren } from "preact";
import { ActionButton, Failure, Skeleton } from "../../common/page.tsx";
import type { Listed } from "./pages.ts";

interface ListProps<R> {
  readonly list: Listed<R>;
  /** What shows when there are no rows: why, and what to do. */
  readonly empty: ComponentChildren;
  /** Whether the number of rows follows, and the way to more. */
  readonly foot?: boolean;
  /** The rows, of which there is at least one. */
  readonly children: (rows: readonly R[]) => ComponentChildren;
}

/** A list in its four states; a failure keeps the rows that are there. */
export function List<R>({ list: { rows, error, busy, more, reload }, empty, foot = true, children }: ListProps<R>) {
  if (!rows) return error ? <Failure error={error} retry={reload} /> : <Skeleton lines={8} />;
  return (
    <>
      {rows.length ? children(rows) : <div class="empty">{more ? <p>Nothing found so far.</p> : empty}</div>}
      {error && <Failure error={error} retry={more ?? reload} />}
      {foot && (rows.length > 0 || more) && (
        <p class="list-foot">
          <span>
            {rows.length}
            {more ? "+" : ""} {rows.length === 1 && !more ? "row" : "rows"}
          </span>
          {more && (
            <ActionButton type="button" quiet busy={busy} busyLabel="Loading…" onClick={more}>
              Show more
            </ActionButton>
          )}
        </p>
      )}
    </>
  );
}
