/** What the phases of a cycle are called. */
import type { Listed } from "./facts.ts";

export const PHASES: Readonly<Record<Listed["phase"], string>> = {
  upcoming: "Upcoming",
  open: "Open",
  closed: "Closed",
  in_term: "In term",
  over: "Over",
};
