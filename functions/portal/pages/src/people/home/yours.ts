/** What waits for the person signed in, and what comes next, each with the page that answers it. */
import { ADDRESSES, addressOfMatch, addressOfStep } from "../../common/addresses.ts";
import { dayOf, inEastern, plural } from "../../common/clock.ts";
import type { Application, Match, MentorRecord, Side } from "../../common/records.ts";
import type { Deadline } from "../deadline.ts";
import { askedOf, nextCheckIn } from "../matches/due.ts";

/** One thing; `waits` when the person has to do it. */
export interface Item {
  readonly href: string;
  readonly text: string;
  readonly detail?: string | undefined;
  readonly waits: boolean;
}

/** A person's own application, and how many of its steps still need an answer. */
export interface OwnApplication {
  readonly application: Application;
  /** What its state is called. */
  readonly state: string;
  readonly deadline: Deadline;
  readonly open: boolean;
  readonly stepsLeft: number;
  readonly matches: readonly Match[];
}

export interface OwnMentoring {
  readonly record: MentorRecord;
  readonly matches: readonly Match[];
}

/** What there is for an applicant. */
export function forApplicant(own: OwnApplication, now: number): readonly Item[] {
  return [applying(own), ...forMentee(own.matches, now)];
}

/** What there is of matches as an applicant, also of those that began in an earlier cycle. */
export const forMentee = (matches: readonly Match[], now: number): readonly Item[] =>
  fromMatches(matches, "applicant", ADDRESSES.status, now);

function applying({ application, state, deadline, open, stepsLeft }: OwnApplication): Item {
  const detail = `The deadline is ${deadline.eastern}.`;
  if (open && application.status === "draft") {
    const text = stepsLeft
      ? `Continue your application: ${plural(stepsLeft, "step")} left`
      : "Review and submit your application";
    return { href: stepsLeft ? ADDRESSES.application : addressOfStep("review"), text, detail, waits: true };
  }
  if (open && application.unsubmitted_changes && application.status !== "withdrawn") {
    return { href: addressOfStep("review"), text: "Submit your changes, or they won’t count", detail, waits: true };
  }
  return { href: ADDRESSES.status, text: state, waits: false };
}

/** What there is for a mentor. */
export function forMentor({ record, matches }: OwnMentoring, now: number): readonly Item[] {
  const found = fromMatches(matches, "mentor", ADDRESSES.mentor, now);
  return found.length ? found : [{ href: ADDRESSES.mentor, text: QUIET[record.status], waits: false }];
}

const QUIET: Readonly<Record<MentorRecord["status"], string>> = {
  interested: "We’re reading your form, and will write to you",
  active: "You take part: we’ll write to you when we have a mentee for you",
  paused: "You take a break, and get no proposals",
  retired: "You’ve left the program. Thank you",
};

function fromMatches(matches: readonly Match[], side: Side, href: string, now: number): readonly Item[] {
  const open = matches.filter(
    ({ state, accepted, respond_by }) => state === "proposed" && !accepted[side] && Date.parse(respond_by) > now,
  );
  const first = open.map(({ respond_by }) => respond_by).sort()[0];
  const proposals = first && {
    href,
    text: `${plural(open.length, "proposal")} to answer`,
    detail: `Answer by ${inEastern(first)}.`,
    waits: true,
  };
  const terms = matches.flatMap((match) => inTerm(match, href));
  return proposals ? [proposals, ...terms] : terms;
}

function inTerm(match: Match, href: string): readonly Item[] {
  const asked = askedOf(match);
  const whom = match.contact && `With ${match.contact.name}.`;
  const detail = [whom, "Two taps."].filter(Boolean).join(" ");
  if (asked?.kind === "check_in") {
    return [{ href, text: `Answer the check-in of month ${asked.month}`, detail, waits: true }];
  }
  if (asked?.kind === "survey") {
    return [{ href: addressOfMatch(match.id), text: "Tell us how the year went", detail, waits: true }];
  }
  if (asked) return [{ href, text: "Tell us whether you’re in touch", detail: whom, waits: true }];
  const next = nextCheckIn(match);
  return next ? [{ href, text: `Next check-in: ${dayOf(next.at)}`, detail: whom, waits: false }] : [];
}
