/** Moments in Eastern Time, short enough for a table whose column says so. */
import { serverNow } from "../../common/clock.ts";

const EASTERN = { timeZone: "America/New_York" } as const;
const year = new Intl.DateTimeFormat("en-US", { ...EASTERN, year: "numeric" });
const minute = { ...EASTERN, month: "short", day: "numeric", hour: "numeric", minute: "2-digit" } as const;
const ofThisYear = new Intl.DateTimeFormat("en-US", minute);
const ofAnother = new Intl.DateTimeFormat("en-US", { ...minute, year: "numeric" });

/** Such as `Apr 15, 11:59 PM`, and with its year when that isn't this one. */
export function shortEastern(iso: string): string {
  const at = new Date(iso);
  return (year.format(at) === year.format(serverNow()) ? ofThisYear : ofAnother).format(at);
}
