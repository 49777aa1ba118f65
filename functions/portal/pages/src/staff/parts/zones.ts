/** Wall times of a time zone: which instants they are, and both clocks in words. */
const MINUTE = 60_000;
const DAY = 86_400_000;
const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

const wallIn = (ms: number, timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(ms).replace(" ", "T");

/** The instants (ms) at which the clocks of a zone show a wall minute: none when they skip it, two when they go back. */
export function instantsOf(wall: string, timeZone: string): readonly number[] {
  const asUtc = Date.parse(`${wall}:00Z`);
  if (!WALL.test(wall) || Number.isNaN(asUtc)) return [];
  const offsets = [asUtc - DAY, asUtc + DAY].map((ms) => Date.parse(`${wallIn(ms, timeZone)}:00Z`) - ms);
  const found = offsets.map((offset) => asUtc - offset).filter((ms) => wallIn(ms, timeZone) === wall);
  return [...new Set(found)].sort((a, b) => a - b);
}

const dayOf = (ms: number, timeZone: string) => wallIn(ms, timeZone).slice(0, 10);

/** Such as `11:59 PM EDT, 03:59 UTC the next day`; why it is no one minute; empty while it is not complete. */
export function bothClocks(wall: string, timeZone: string): string {
  if (!WALL.test(wall) || !isZone(timeZone)) return "";
  const [first, second] = instantsOf(wall, timeZone);
  if (first === undefined) return "Clocks go forward and skip this minute. Choose another.";
  if (second !== undefined) return "Clocks go back and show this minute twice. Choose another.";
  const local = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(first);
  const days = Math.round((Date.parse(dayOf(first, "UTC")) - Date.parse(dayOf(first, timeZone))) / DAY);
  const when = days > 0 ? " the next day" : days < 0 ? " the day before" : "";
  return `${local}, ${wallIn(first, "UTC").slice(11)} UTC${when}`;
}

/** The first late instant of a deadline, whose whole minute counts; null when it is no one minute. */
export function lateFrom(wall: string, timeZone: string): number | null {
  const found = isZone(timeZone) ? instantsOf(wall, timeZone) : [];
  return found.length === 1 && found[0] !== undefined ? found[0] + MINUTE : null;
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** The same day a year later, at the same time of the wall; February 29 becomes the 28th. */
export function yearLater(day: string): string {
  const year = Number(day.slice(0, 4)) + 1;
  return `${year}${day.slice(4).replace(/^-02-29/, "-02-28")}`;
}
