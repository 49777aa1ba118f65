/** Counts as a table, with a bar beside each row. */
import { useRef } from "preact/hooks";
import type { components } from "#openapi";
import { Chart } from "./chart.tsx";

export type Count = components["schemas"]["Count"];

interface BarsProps {
  readonly title: string;
  /** What is counted, such as “Applicants”. */
  readonly of: string;
  /** The rows, in their order; a count of null isn't shown. */
  readonly rows: readonly Count[];
  readonly nameOf: (name: string) => string;
}

export function Bars({ title, of, rows, nameOf }: BarsProps) {
  const table = useRef<HTMLTableElement>(null);
  const counts = rows.map(({ count }) => count);
  return (
    <div class="bars">
      <table ref={table}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{of}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, count }) => (
            <tr key={name}>
              <th scope="row">{nameOf(name)}</th>
              <td>{count ?? "–"}</td>
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={2}>None yet</td>
            </tr>
          )}
        </tbody>
      </table>
      {rows.length > 0 && (
        <Chart
          of={JSON.stringify(rows)}
          draw={({ drawRows }, canvas) => table.current && drawRows(canvas, table.current, counts)}
        />
      )}
    </div>
  );
}
