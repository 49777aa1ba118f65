/** What is said of mentors and their matches. */
import type { components } from "#openapi";
import type { Tone } from "../../common/page.tsx";

type Schemas = components["schemas"];
export type Mentor = Schemas["Mentor"];
export type StaffMentor = Schemas["StaffMentor"];
type Labels<K extends string> = Readonly<Record<K, { readonly label: string; readonly tone: Tone }>>;

export const MENTOR_STATUSES: Labels<Mentor["status"]> = {
  interested: { label: "Needs approval", tone: "warning" },
  active: { label: "Active", tone: "success" },
  paused: { label: "Paused", tone: "info" },
  retired: { label: "Retired", tone: "info" },
};

export const MATCH_STATES: Labels<Schemas["Match"]["state"]> = {
  proposed: { label: "Proposed", tone: "warning" },
  confirmed: { label: "Confirmed", tone: "success" },
  in_term: { label: "In its term", tone: "success" },
  completed: { label: "Completed", tone: "info" },
  ended: { label: "Ended", tone: "info" },
  declined: { label: "Declined", tone: "info" },
  expired: { label: "Not answered", tone: "info" },
  withdrawn: { label: "Withdrawn", tone: "info" },
};

interface Named {
  readonly first?: string;
  readonly last?: string;
}

/** A mentor's name as they gave it. */
export function mentorName({ form }: Mentor): string {
  const { first, last } = (form.name ?? {}) as Named;
  return [first, last].filter(Boolean).join(" ");
}
