/** What statuses, stages and events are called on the console. */
import type { components } from "#openapi";
import type { Tone } from "../common/page.tsx";

type Schemas = components["schemas"];
export type Row = Schemas["ApplicationRow"];
export type Whole = Schemas["StaffApplication"];
export type Event = Schemas["Activity"];
export type Task = Schemas["Task"];
export type Status = Row["status"];

export const STATUSES: Readonly<Record<Status, { readonly label: string; readonly tone: Tone }>> = {
  needs_review: { label: "Needs review", tone: "warning" },
  submitted: { label: "Submitted", tone: "info" },
  eligible: { label: "Eligible", tone: "success" },
  ineligible: { label: "Not eligible", tone: "error" },
  matched: { label: "Matched", tone: "success" },
  unmatched: { label: "Unmatched", tone: "warning" },
  draft: { label: "Draft", tone: "info" },
  lapsed: { label: "Lapsed", tone: "info" },
  withdrawn: { label: "Withdrawn", tone: "info" },
};

const STAGES: Readonly<Record<string, string>> = { medical_student: "Medical student", resident: "Resident" };

/** A stage of training in words. */
export const stageOf = (stage: string): string => STAGES[stage] ?? stage;
