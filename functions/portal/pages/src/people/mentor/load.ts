/** What the mentor page reads, and how its matches are told apart. */
import { call } from "../../common/api.ts";
import { orNothing } from "../../common/loaded.ts";
import { LIVE } from "../matches/words.ts";

/** `{record, matches}`: the person's mentor record, or null, and the matches in which they are the mentor. */
export async function readMentor() {
  const [record, { body }] = await Promise.all([orNothing(call("GET", "/api/mentor")), call("GET", "/api/matches")]);
  return { record, matches: body.items.filter(({ mentor }) => mentor === record?.id) };
}

/** The matches by what they are to the mentor now; one that was closed while it showed stays in its place. */
export function sorted(matches, shown) {
  const proposals = matches.filter(({ id, state }) => state === "proposed" || (shown.has(id) && !LIVE.includes(state)));
  const mentees = matches.filter(({ state }) => state === "confirmed" || state === "in_term");
  const past = matches.filter((match) => !proposals.includes(match) && !mentees.includes(match));
  return { proposals, mentees, past };
}
