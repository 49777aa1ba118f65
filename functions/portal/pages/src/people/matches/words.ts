/** What the two sides of a match read, each in its own words. */
import type { Match, Side } from "../../common/records.ts";
import { askedOf } from "./due.ts";

type Ended = Exclude<Match["state"], "proposed" | "confirmed" | "in_term">;

const ENDINGS: Record<Ended, { readonly tag: string; readonly text: string }> = {
  declined: { tag: "Declined", text: "This proposal isn’t going ahead: one of you declined it." },
  expired: { tag: "Expired", text: "This proposal is closed: you didn’t both answer in time." },
  withdrawn: { tag: "Withdrawn", text: "This proposal is closed: one of you is no longer taking part." },
  completed: { tag: "Completed", text: "This mentoring term is complete." },
  ended: { tag: "Ended", text: "This match has ended." },
};

/** How a match ended: a word for it, and a sentence; null for one that is live. */
export const endingOf = ({ state }: Match) =>
  state === "proposed" || state === "confirmed" || state === "in_term" ? null : ENDINGS[state];

/** What the link to the year of a complete term says. */
export const wayToYear = (match: Match): string =>
  askedOf(match) ? "Tell us how the year went, and get your certificate" : "See your year";

/** What one side reads about the other. */
interface Words {
  readonly other: string;
  readonly proposed: string;
  readonly introduced: string;
  readonly why: string;
  readonly accept: string;
  readonly accepting: string;
  readonly declining: string;
  readonly waiting: string;
  readonly confirmed: string;
  readonly first: string;
}

export const SIDES: Record<Side, Words> = {
  applicant: {
    other: "mentor",
    proposed: "The proposal",
    introduced: "How this mentor introduces themselves",
    why: "Why this mentor",
    accept: "Accept this mentor",
    accepting:
      "We ask the mentor, too. Once you’ve both accepted, you get each other’s name and e-mail address, and you can " +
      "read what they wrote about their work.",
    declining:
      "We won’t propose this mentor to you again, and you can’t undo this. You go first in the next round of " +
      "matching, but we can’t promise that there will be another mentor for you.",
    waiting:
      "We asked the mentor, too. Once they accept, your match is confirmed, and you learn their name and how to " +
      "reach them. We’ll write to you either way.",
    confirmed: "Your mentor",
    first: "Write to your mentor in the next few days to set up a first conversation.",
  },
  mentor: {
    other: "mentee",
    proposed: "A mentee for you",
    introduced: "How this applicant introduces themselves",
    why: "Why this mentee",
    accept: "Accept this mentee",
    accepting:
      "We ask the applicant, too. Once you’ve both accepted, you get each other’s name and e-mail address, and you can " +
      "read their statement.",
    declining:
      "We won’t propose this applicant to you again, and you can’t undo this. They go first in the next round of " +
      "matching, and your place is free again.",
    waiting:
      "We asked the applicant, too. Once they accept, your match is confirmed, and you learn their name and how to " +
      "reach them. We’ll write to you either way.",
    confirmed: "Your mentee",
    first: "We asked your mentee to write to you in the next few days to set up a first conversation.",
  },
};

/** The match at `now`: a proposal whose time is over is as good as expired, also before it is closed. */
export function asOf<M extends Match | undefined>(now: number, match: M): M {
  const late = match?.state === "proposed" && Date.parse(match.respond_by) <= now;
  return late ? { ...match, state: "expired" } : match;
}

/** Whether a match is not over. */
export const isLive = (match: Match): boolean => endingOf(match) === null;
