/** Which question a confirmed match asks its reader at this moment, and which check-in comes next. */
import type { Match } from "../../common/records.ts";

/** The question that waits for an answer, the latest if there are several; undefined when there's none. */
export const askedOf = ({ thread }: Match) => thread?.findLast(({ state }) => state === "open");

/** The first check-in that isn't due yet and isn't answered either. */
export const nextCheckIn = ({ thread }: Match) =>
  thread?.find(({ kind, state }) => kind === "check_in" && (state === "next" || state === "later"));
