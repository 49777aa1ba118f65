/** Wall times of Eastern Time, in which the program gives its deadlines. */
const eastern = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "America/New_York",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});
const DAY = 86_400_000;

/** The last minute of the day so many days after an instant, such as `2026-12-01T23:59`. */
export const endOfDay = (ms: number, days: number): string => `${eastern.format(ms + days * DAY)}T23:59`;

const words = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

/** A minute of the wall as people read it. */
export const wallInWords = (wall: string): string => words.format(new Date(`${wall}:00Z`));
