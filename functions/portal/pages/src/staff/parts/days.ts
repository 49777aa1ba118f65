/** Days of a calendar, such as `2026-04-15`. */

const DAY_MS = 86_400_000;
const short = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "short", day: "numeric" });

/** Such as `Apr 15`. */
export const shortDay = (day: string): string => short.format(new Date(`${day}T00:00Z`));

/** How many each day has, from the first to the last of some days in order; one that isn't among them has none. */
export function everyDay(
  days: readonly { readonly name: string; readonly count: number | null }[],
): Map<string, number> {
  const counts = new Map(days.map(({ name, count }) => [name, count ?? 0]));
  const [first, last] = [days[0], days.at(-1)];
  const every = new Map<string, number>();
  if (!first || !last) return every;
  for (let at = Date.parse(first.name); at <= Date.parse(last.name); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    every.set(day, counts.get(day) ?? 0);
  }
  return every;
}
