/** The deadline that counts for a person: the cycle's, or a later one of their own. */
import type { Cycle, Extension } from "../common/records.ts";

const MINUTE = 60_000;

export interface Deadline {
  /** The first late instant, in milliseconds since 1970. */
  readonly before: number;
  /** The start of the last minute, in ISO 8601 and in Eastern Time: what people call the deadline. */
  readonly iso: string;
  readonly eastern: string;
  readonly extended: boolean;
}

/** The deadline of a cycle for a person with or without an extension. */
export function deadlineOf(cycle: Cycle, extension: Extension | null | undefined): Deadline {
  const usual = Date.parse(cycle.accepts_before);
  const own = extension && Date.parse(extension.until) > usual ? extension : null;
  const before = own ? Date.parse(own.until) : usual;
  const iso = new Date(before - MINUTE).toISOString();
  return { before, iso, eastern: own ? own.until_et : cycle.deadline_et, extended: own !== null };
}

/** Where the window of a person is at `now`. */
export function phaseAt(now: number, cycle: Cycle, deadline: Deadline): "upcoming" | "open" | "closed" {
  if (now < Date.parse(cycle.opens_at)) return "upcoming";
  return now < deadline.before ? "open" : "closed";
}
