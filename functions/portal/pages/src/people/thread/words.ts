/** What each moment of a pair's year is called, and what it says, before and after it. */
import { dayOf } from "../../common/clock.ts";
import type { Moment, Side } from "../../common/records.ts";
import { SIDES } from "../matches/words.ts";

/** What the words depend on beside the moment. */
export interface Reader {
  readonly side: Side;
  /** The last day of the term, in words. */
  readonly lastDay: string;
}

interface Words {
  readonly title: string;
  readonly text: string;
}

const isPast = ({ state }: Moment) => state === "done" || state === "missed" || state === "open";

/** The last instant at which what a moment asks can be answered. */
const lastDayOf = ({ at, until }: Moment): string => new Date(Date.parse(until ?? at) - 1).toISOString();

/** The words of a moment. */
export function wordsOf(moment: Moment, { side, lastDay }: Reader): Words {
  const other = SIDES[side].other;
  const past = isPast(moment);
  switch (moment.kind) {
    case "confirmed":
      return {
        title: "Your match is confirmed",
        text: "You both accepted. Three times, an agenda and a first mail help you begin.",
      };
    case "contact":
      return { title: "Are you in touch?", text: "Both of you say so in two taps. If not, the program’s staff help." };
    case "begun":
      return {
        title: past ? "Your term began" : "Your term begins",
        text: `You and your ${other} plan together how often you meet.`,
      };
    case "check_in":
      return {
        title: `Check-in, month ${moment.month}`,
        text: `Whether you’ve met, and how it goes. Your ${other} doesn’t see your answer.`,
      };
    case "shortest":
      return {
        title: `The ${moment.month}-month mark`,
        text: `You both committed to at least ${moment.month} months. Look back, and choose what comes next.`,
      };
    case "ending":
      return {
        title: "Two weeks left",
        text: `Time for a last conversation. The last day of your term is ${lastDay}.`,
      };
    case "complete":
      return {
        title: past ? "Your term is complete" : "Your term ends",
        text: past ? "Thank you for the time you gave each other." : `The last day is ${lastDay}.`,
      };
    case "survey":
      return {
        title: "Tell us how the year went",
        text: `Two taps, and a note if you like, until ${dayOf(lastDayOf(moment))}.`,
      };
  }
}

/** What a state is called beside the title; nothing for what lies further ahead. */
export const TAGS: Readonly<Record<Moment["state"], string | undefined>> = {
  done: "Done",
  open: "Please answer",
  missed: "Not answered",
  next: "Next",
  later: undefined,
};
