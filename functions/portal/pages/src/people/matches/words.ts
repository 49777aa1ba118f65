/** What the two sides of a match read, each in its own words. */

const CLOSED = {
  declined: ["Declined", "This proposal will not go ahead: one of the two sides declined it."],
  expired: ["Expired", "This proposal is closed: not both sides answered in time."],
  withdrawn: ["Withdrawn", "This proposal is closed: one of the two sides is no longer taking part."],
};

const ENDED = {
  completed: ["Completed", "This mentoring term is complete."],
  ended: ["Ended", "This match has ended."],
};

/** How a match that is over ended: a word for it, and a sentence. */
export function ending({ state }) {
  const [tag, text] = CLOSED[state] ?? ENDED[state];
  return { tag, text };
}

/** What is said of the other side, by the side that reads. */
export const SIDES = {
  applicant: {
    other: "mentor",
    proposed: "The proposal",
    why: "Why this mentor",
    accept: "Accept this mentor",
    accepting:
      "The mentor is asked as well. Once both of you have accepted, each learns the other’s name and e-mail address.",
    declining:
      "This mentor will not be proposed to you again, and it cannot be undone. You go into the next round of " +
      "matching with priority; whether there is another mentor for you then is not certain.",
    waiting:
      "The mentor has been asked as well. Once they have accepted, the match is confirmed and you learn their name " +
      "and how to reach them; we write to you either way.",
    confirmed: "Your mentor",
    first: "Write to your mentor within the next days to find a time for a first conversation.",
  },
  mentor: {
    other: "mentee",
    proposed: "A mentee for you",
    why: "Why this mentee",
    accept: "Accept this mentee",
    accepting:
      "The applicant is asked as well. Once both of you have accepted, each learns the other’s name and e-mail " +
      "address.",
    declining:
      "This applicant will not be proposed to you again, and it cannot be undone. They go into the next round of " +
      "matching with priority, and your place is free again.",
    waiting:
      "The applicant has been asked as well. Once they have accepted, the match is confirmed and you learn their " +
      "name and how to reach them; we write to you either way.",
    confirmed: "Your mentee",
    first: "Your mentee has been asked to write to you within the next days to find a time for a first conversation.",
  },
};

/** The match as it stands at `now`: a proposal whose time is over is as good as expired, also before it is closed. */
export function asOf(now, match) {
  const late = match?.state === "proposed" && Date.parse(match.respond_by) <= now;
  return late ? { ...match, state: "expired" } : match;
}

/** The states of a match that is not over. */
export const LIVE = ["proposed", "confirmed", "in_term"];
