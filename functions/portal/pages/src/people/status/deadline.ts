/** The deadline that counts for a person: the cycle's, or a later one of their own. */
import { inEastern } from "../../common/clock.ts";

const MINUTE = 60_000;

/** `{before, iso, eastern, own}`: the first late instant, the last minute and how it is told, whether it is extended. */
export function deadlineOf(cycle, application) {
  const usual = { before: cycle.accepts_before, iso: cycle.deadline, eastern: cycle.deadline_et, own: false };
  const own = application?.extension;
  if (!own || own.until <= cycle.accepts_before) return usual;
  const iso = new Date(Date.parse(own.until) - MINUTE).toISOString();
  return { before: own.until, iso, eastern: own.until_et ?? inEastern(iso), own: true };
}

/** Whether the person may still change and submit at `now`. */
export const isOpen = (cycle, deadline, now) => Date.parse(cycle.opens_at) <= now && now < Date.parse(deadline.before);
