/** Where an application stands, as one of a few words that the page has sentences for. */

const CLOSED = ["declined", "expired", "withdrawn"];

/**
 * One of `draft`, `lapsed`, `submitted`, `needs_review`, `ineligible`, `eligible` (while the window is open),
 * `matching`, `proposed`, `waiting`, `carried`, `unmatched`, `withdrawn`, `matched`, `over`.
 */
export function standingOf(application, match, open) {
  const { status } = application;
  if (status === "draft") return open ? "draft" : "lapsed";
  if (status === "matched") return ["completed", "ended"].includes(match?.state) ? "over" : "matched";
  if (status !== "eligible" && status !== "unmatched") return status;
  if (match?.state === "proposed") return match.accepted.applicant ? "waiting" : "proposed";
  if (CLOSED.includes(match?.state)) return "carried";
  if (status === "unmatched") return status;
  return open ? "eligible" : "matching";
}

/** The step of the way that each of them is on, from 0; none where the way has ended. */
export const STEP = {
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
