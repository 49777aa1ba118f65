/** Which question a confirmed match asks one side at this moment. */
import type { Match, Side } from "../../common/records.ts";

const DAY_MS = 86_400_000;
/** How long after the confirmation the mail asks. */
const IN_TOUCH_DAYS = 10;

/** The check-in that waits for an answer of `side`: the latest that is due; undefined when there's none. */
export function dueCheckIn(match: Match, side: Side, today: string) {
  const latest = match.term?.check_ins.findLast(({ due_on }) => due_on <= today);
  return match.state === "in_term" && latest && !latest[side] ? latest : undefined;
}

/** Whether it's time to ask `side` whether the two are in touch. */
export function isContactDue(match: Match, now: number): boolean {
  const since = now - Date.parse(match.confirmed_at ?? "");
  return match.in_touch === undefined && since >= IN_TOUCH_DAYS * DAY_MS;
}
