/** What is typed into the form of a cycle, and what is sent. */
import type { components } from "#openapi";
import { yearLater } from "../parts/zones.ts";

export type Listed = components["schemas"]["ListedCycle"];
type Body = components["schemas"]["CycleForm"];

const FIELDS = [
  "name",
  "time_zone",
  "opens",
  "deadline",
  "term.starts_on",
  "term.min_months",
  "term.max_months",
  "eligibility_policy",
  "matching_policy",
  "response_days",
  "contact_email",
  "reason",
] as const;

export type Typed = Readonly<Record<(typeof FIELDS)[number] | "id", string>>;
export const NAMES: readonly (keyof Typed)[] = ["id", ...FIELDS];

/** A stored cycle as it is typed. */
export function typedOf({ id, facts }: Listed): Typed {
  return {
    id,
    name: facts.name,
    time_zone: facts.time_zone,
    opens: facts.opens,
    deadline: facts.deadline,
    "term.starts_on": facts.term.starts_on,
    "term.min_months": String(facts.term.min_months),
    "term.max_months": String(facts.term.max_months),
    eligibility_policy: facts.eligibility_policy,
    matching_policy: facts.matching_policy,
    response_days: String(facts.response_days),
    contact_email: facts.contact_email,
    reason: "",
  };
}

/** A cycle a year later: `2024-25` in its id and name becomes `2025-26`, and each day is the same a year on. */
export function copyOf(cycle: Listed): Typed {
  const typed = typedOf(cycle);
  return {
    ...typed,
    id: bumped(typed.id),
    name: bumped(typed.name),
    opens: yearLater(typed.opens),
    deadline: yearLater(typed.deadline),
    "term.starts_on": yearLater(typed["term.starts_on"]),
  };
}

const bumped = (text: string) =>
  text.replace(
    /\b(20\d\d)(?:-(\d\d))?\b/g,
    (_, year, end) => `${Number(year) + 1}${end ? `-${String((Number(end) + 1) % 100).padStart(2, "0")}` : ""}`,
  );

/** What is sent of it; a number that is none is sent as it was typed, so that the API says so. */
export function bodyOf(typed: Typed): Body {
  const number = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : text) as number;
  return {
    name: typed.name,
    time_zone: typed.time_zone,
    opens: typed.opens,
    deadline: typed.deadline,
    term: {
      starts_on: typed["term.starts_on"],
      min_months: number(typed["term.min_months"]),
      max_months: number(typed["term.max_months"]),
    },
    eligibility_policy: typed.eligibility_policy,
    matching_policy: typed.matching_policy as Body["matching_policy"],
    response_days: number(typed.response_days),
    contact_email: typed.contact_email,
    ...(typed.reason ? { reason: typed.reason } : {}),
  };
}
