/** How many applications came how far, from a cycle's report. */
import type { components } from "#openapi";

type Count = components["schemas"]["Count"];
type Report = components["schemas"]["Report"];

/** Each row is a part of the row above it, but for applications that were withdrawn or paired again. */
export function funnel({ counted, counts }: Pick<Report, "counted" | "counts">): readonly Count[] {
  const all = (table: string) => counts[table] ?? [];
  const of = (table: string, ...names: readonly string[]) =>
    all(table)
      .filter(({ name }) => names.includes(name))
      .reduce(sum, 0);
  return [
    { name: "Started", count: counted },
    { name: "Submitted", count: all("days").reduce(sum, 0) },
    { name: "Eligible", count: of("outcomes", "eligible") },
    { name: "Matched", count: of("statuses", "matched") },
    { name: "Confirmed by both", count: of("matches", "confirmed", "in_term", "completed") },
  ];
}

const sum = (total: number, { count }: Count) => total + (count ?? 0);
