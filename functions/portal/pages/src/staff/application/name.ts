/** What staff call an application. */
import type { Whole } from "../words.ts";

/** The applicant's name as they like it; their address until they gave one. */
export function nameOf({ form, email }: Whole): string {
  const { first_name: first, last_name: last, preferred_name: preferred } = form.applicant ?? {};
  return [preferred || first, last].filter(Boolean).join(" ") || email;
}
