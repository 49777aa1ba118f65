/** What is said of rounds: their states and policies, and fit and cost as people read them. */
import type { components } from "#openapi";
import type { Tone } from "../../common/page.tsx";
import type { Round } from "../words.ts";

type Schemas = components["schemas"];
export type StaffRound = Schemas["StaffRound"];
export type Pair = StaffRound["pairs"][number];
export type Unmatched = StaffRound["unmatched"][number];
export type Adjustment = StaffRound["adjustments"][number];
export type Names = StaffRound["names"];
type Certificate = StaffRound["certificate"];

export const ROUND_STATES: Readonly<Record<Round["state"], { readonly label: string; readonly tone: Tone }>> = {
  provisional: { label: "Provisional", tone: "info" },
  draft: { label: "Draft", tone: "warning" },
  published: { label: "Published", tone: "success" },
  stale: { label: "Out of date", tone: "error" },
};

export const POLICIES: Readonly<Record<Round["policy"], string>> = {
  participation: "Participation: most applicants matched",
  stable: "Stable: no two would rather have each other",
};

export const CERTIFICATES: Readonly<Record<Certificate["kind"], string>> = {
  optimal: "No other round under this policy is better.",
  stable: "No applicant and mentor would both rather have each other.",
};

/** The fit of a pair is 0 to 4000. */
const WHOLE = 40;

/** A fit as percent. */
export const fit = (score: number): string => `${Math.round(score / WHOLE)}%`;

/** A difference of fit, in points of the percentages that pairs have. */
export const points = (score: number): string => {
  const rounded = Math.round(Math.abs(score) / WHOLE);
  return `${rounded || "under 1"} ${rounded > 1 ? "points" : "point"}`;
};

/** What a round loses by an adjustment. */
export function costInWords({ matched, total }: Adjustment["cost"]): string {
  const parts = [
    matched > 0 && `${matched} fewer matched`,
    matched < 0 && `${-matched} more matched`,
    total > 0 && `${points(total)} less fit`,
    total < 0 && `${points(total)} more fit`,
  ].filter(Boolean);
  return parts.join(", ") || "Costs nothing";
}

const unknown = (what: string, id: string) => `${what} ${id.slice(0, 8)}`;

export const applicantOf = (names: Names, id: string): string =>
  names.applications[id]?.name || unknown("Applicant", id);

export const mentorOf = (names: Names, id: string): string => names.mentors[id]?.name || unknown("Mentor", id);
