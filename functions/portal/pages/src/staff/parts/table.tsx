/** A table of things that each have a screen of their own: `j` and `k` go through it, Enter opens, `x` selects. */
import type { ComponentChildren, RefObject } from "preact";
import { useRef } from "preact/hooks";
import { Link } from "../../common/router.ts";
import { useKeys } from "../frame/keys.ts";
import { lastWalked } from "./walk.ts";

/** A column; the first one of a table holds the link to the row's own screen. */
export interface Column<R> {
  readonly title: string;
  readonly cell: (row: R) => ComponentChildren;
  /** The second line of a row's first cell, below its link. */
  readonly detail?: (row: R) => ComponentChildren;
  /** How the API calls the order by this column, where it has one. */
  readonly sort?: string;
  readonly number?: boolean;
}

/** An order: how the API calls it, with a minus sign in front when it is turned round. */
export type Sort = string;

interface TableProps<R> {
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly idOf: (row: R) => string;
  /** Where a row leads to; null for one that has no screen. */
  readonly hrefOf?: (row: R) => string | null;
  readonly sort?: Sort;
  readonly onSort?: ((sort: Sort) => void) | undefined;
  /** The ids of selected rows; without `onSelect` none can be. */
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  /** What is selected is read out by this, such as a name. */
  readonly nameOf?: (row: R) => string;
}

export function Table<R>(props: TableProps<R>) {
  const { caption, columns, rows, idOf, sort, onSort, selected, onSelect } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body, Boolean(onSelect));
  const all = rows.length > 0 && rows.every((row) => selected?.has(idOf(row)));
  const selectAll = () => onSelect?.(new Set(all ? [] : rows.map(idOf)));
  return (
    <div class="table-frame">
      <table class="table">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {onSelect && (
              <th scope="col" class="table-select">
                <input type="checkbox" aria-label="Select all rows shown" checked={all} onChange={selectAll} />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.title} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <Row key={idOf(row)} row={row} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<R> {
  readonly column: Column<R>;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

function Head<R>({ column: { title, sort: own, number }, sort, onSort }: HeadProps<R>) {
  const look = number ? "table-number" : undefined;
  if (!own || !onSort) {
    return (
      <th scope="col" class={look}>
        {title}
      </th>
    );
  }
  const order = sort === own ? "ascending" : sort === `-${own}` ? "descending" : undefined;
  return (
    <th scope="col" class={look} aria-sort={order}>
      <button type="button" class="table-sort" onClick={() => onSort(order === "ascending" ? `-${own}` : own)}>
        {title}
        <span aria-hidden="true">{order === "ascending" ? " ↑" : order === "descending" ? " ↓" : " ↕"}</span>
      </button>
    </th>
  );
}

function Row<R>({ row, columns, idOf, hrefOf, selected, onSelect, nameOf }: TableProps<R> & { readonly row: R }) {
  const id = idOf(row);
  const [first, ...others] = columns;
  const href = hrefOf?.(row);
  const isSelected = selected?.has(id) ?? false;
  const select = () => {
    const chosen = new Set(selected);
    if (!chosen.delete(id)) chosen.add(id);
    onSelect?.(chosen);
  };
  return (
    <tr data-id={id} aria-selected={onSelect ? isSelected : undefined}>
      {onSelect && (
        <td class="table-select">
          <input type="checkbox" aria-label={`Select ${nameOf?.(row) ?? id}`} checked={isSelected} onChange={select} />
        </td>
      )}
      <th scope="row">
        {href ? <Link href={href}>{first?.cell(row)}</Link> : first?.cell(row)}
        {first?.detail && <span class="row-detail">{first.detail(row)}</span>}
      </th>
      {others.map((column) => (
        <td key={column.title} class={column.number ? "table-number" : undefined}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** The link of each row takes the focus in turn, so that Enter is the link's own; `x` is for the row it is in. */
function useRowKeys(body: RefObject<HTMLTableSectionElement | null>, selects: boolean) {
  const rows = () => [...(body.current?.rows ?? [])];
  const at = () => rows().findIndex((row) => row.contains(document.activeElement));
  const move = (by: number) => {
    const all = rows();
    const focused = at();
    // Who comes back from a row goes on from there.
    const here = focused < 0 ? all.findIndex(({ dataset }) => dataset.id === lastWalked()) : focused;
    const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1);
    const target = all[next]?.querySelector<HTMLElement>("th a, td a, input, button");
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
  };
  const select = () => rows()[at()]?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
  useKeys("Tables", [
    { keys: "j", says: "Next row", run: () => move(1) },
    { keys: "k", says: "Row before", run: () => move(-1) },
    ...(selects ? [{ keys: "x", says: "Select the row", run: select }] : []),
  ]);
}

/** A text that keeps its row one line high where the window is wide; all of it shows when it is pointed at. */
export const Clip = ({ text }: { text: string }) => (
  <span class="table-clip" title={text}>
    {text}
  </span>
);
