/** What the mentor page reads, and which of its matches is what. */
import { call } from "../../common/api.ts";
import { orNothing } from "../../common/loaded.ts";
import type { Match, MentorRecord } from "../../common/records.ts";
import { isLive } from "../matches/words.ts";
import { learn } from "../sides.ts";

/** A person's mentor record, or null, and the matches in which they are the mentor; `others` are theirs as applicant. */
export interface Own {
  readonly record: MentorRecord | null;
  readonly matches: readonly Match[];
  readonly others: readonly Match[];
}

export async function readMentor(): Promise<Own> {
  const [record, { body }] = await Promise.all([orNothing(call("GET", "/api/mentor")), call("GET", "/api/matches")]);
  learn("mentor", record !== null);
  const isMentors = ({ mentor }: Match) => mentor === record?.id;
  return { record, matches: body.items.filter(isMentors), others: body.items.filter((match) => !isMentors(match)) };
}

/** The matches by what they are to the mentor now; one that was closed while it showed keeps its place. */
export function sorted(matches: readonly Match[], shown: ReadonlySet<string>) {
  const proposals = matches.filter((match) => match.state === "proposed" || (shown.has(match.id) && !isLive(match)));
  const mentees = matches.filter(({ state }) => state === "confirmed" || state === "in_term");
  const past = matches.filter((match) => !proposals.includes(match) && !mentees.includes(match));
  return { proposals, mentees, past };
}
