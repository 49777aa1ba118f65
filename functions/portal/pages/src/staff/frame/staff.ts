/** Who of the staff is signed in, and what they may. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Person } from "../../common/session.ts";

export type Role = "staff" | "coordinator";

/** A member of the staff. */
export interface Staff {
  readonly email: string;
  readonly role: Role;
}

/** The member of the staff that a person is; null for a person in no group of the staff. */
export function staffOf({ email, groups }: Person): Staff | null {
  if (groups.includes("coordinator")) return { email, role: "coordinator" };
  return groups.includes("staff") ? { email, role: "staff" } : null;
}

export const StaffContext = createContext<Staff>({ email: "", role: "staff" });

/** Who works here. */
export const useStaff = (): Staff => useContext(StaffContext);
