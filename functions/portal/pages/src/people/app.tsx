/** The whole of the applicants' and mentors' pages: the window, and in it the page at the path that shows. */
import type { ComponentChildren } from "preact";
import { ADDRESSES } from "../common/addresses.ts";
import { useSession } from "../common/session.ts";
import { Shell, type Way } from "../common/shell.tsx";
import { Routes } from "./routes.tsx";
import { type Sides, useSides } from "./sides.ts";

const PROGRAM: Way = { href: ADDRESSES.home, label: "Program" };
const FOR_APPLICANTS: readonly Way[] = [
  { href: ADDRESSES.application, label: "Apply" },
  { href: ADDRESSES.status, label: "Status" },
];
const FOR_MENTORS: Way = { href: ADDRESSES.mentor, label: "Mentors" };
const FOR_VISITORS: readonly Way[] = [PROGRAM, ...FOR_APPLICANTS, { ...FOR_MENTORS, href: ADDRESSES.mentors }];

/** The ways that concern a person signed in: an applicant needs none for mentors, nor a mentor one to apply. */
function waysOf({ applicant, mentor }: Sides): readonly Way[] {
  if (applicant && !mentor) return [PROGRAM, ...FOR_APPLICANTS];
  if (mentor && !applicant) return [PROGRAM, FOR_MENTORS];
  return mentor === false ? FOR_VISITORS : [PROGRAM, ...FOR_APPLICANTS, FOR_MENTORS];
}

function Window({ children }: { children: ComponentChildren }) {
  const person = useSession();
  const sides = useSides();
  return (
    <Shell ways={person ? waysOf(sides) : FOR_VISITORS} account={ADDRESSES.account}>
      {children}
    </Shell>
  );
}

export const App = () => (
  <Window>
    <Routes />
  </Window>
);
