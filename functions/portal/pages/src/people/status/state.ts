/** The state of an application as its applicant meets it: one word for what the page has a sentence for. */
import type { Application, Match } from "../../common/records.ts";

/**
 * `eligible` is while the window is open and `matching` after it; `waiting` is for the mentor, `carried` over to the
 * next round; `over` is after the term.
 */
export type State =
  | "draft"
  | "lapsed"
  | "submitted"
  | "needs_review"
  | "ineligible"
  | "eligible"
  | "matching"
  | "proposed"
  | "waiting"
  | "carried"
  | "unmatched"
  | "withdrawn"
  | "matched"
  | "over";

type MatchStates = readonly Match["state"][];

const OVER: MatchStates = ["completed", "ended"];
/** The proposals that came to nothing. */
const CLOSED: MatchStates = ["declined", "expired", "withdrawn"];

const isIn = (match: Match | undefined, states: MatchStates) => match !== undefined && states.includes(match.state);

/** The state of an application with its newest match; `open` is whether its window is. */
export function stateOf({ status }: Application, match: Match | undefined, open: boolean): State {
  if (status === "draft") return open ? "draft" : "lapsed";
  if (status === "matched") return isIn(match, OVER) ? "over" : "matched";
  if (status !== "eligible" && status !== "unmatched") return status;
  if (match?.state === "proposed") return match.accepted.applicant ? "waiting" : "proposed";
  if (isIn(match, CLOSED)) return "carried";
  if (status === "unmatched") return status;
  return open ? "eligible" : "matching";
}

/** The step of the program that each state is at, from 0; none where it has ended. */
export const STEP: Readonly<Partial<Record<State, number>>> = {
  draft: 0,
  submitted: 1,
  needs_review: 1,
  eligible: 2,
  matching: 2,
  carried: 2,
  unmatched: 2,
  proposed: 3,
  waiting: 3,
  matched: 4,
  over: 5,
};
