/** Submissions day by day, as a chart over the table. */
import type { Count } from "./bars.tsx";
import { Chart } from "./chart.tsx";
import { everyDay, shortDay } from "./days.ts";

/** `rows` are the days that have any, in their order. */
export function ByDay({ rows }: { readonly rows: readonly Count[] }) {
  if (rows.length === 0) return <p>No one has submitted an application yet.</p>;
  const days = everyDay(rows);
  const names = [...days.keys()].map(shortDay);
  return (
    <div class="by-day">
      <h3>Submissions by day</h3>
      <Chart
        of={JSON.stringify(rows)}
        draw={({ drawDays }, canvas) => drawDays(canvas, names, [...days.values()], "Applications")}
      />
      <details>
        <summary>Day by day, as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Day (ET)</th>
              <th scope="col">Applications</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, count }) => (
              <tr key={name}>
                <th scope="row">
                  <time dateTime={name}>{shortDay(name)}</time>
                </th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
