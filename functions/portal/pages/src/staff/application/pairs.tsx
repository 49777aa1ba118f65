/** Whom an applicant was matched with, the newest first, and the dates of their terms. */
import { Link } from "../../common/router.ts";
import { useAddress } from "../frame/cycles.tsx";
import { Pair } from "../match/pair.tsx";
import { MATCH_STATES } from "../mentors/words.ts";
import type { Whole } from "../words.ts";

interface PairsProps {
  readonly application: Whole;
  readonly reload: () => Promise<void>;
}

export function Pairs({ application: { matches, mentors, actors }, reload }: PairsProps) {
  const to = useAddress();
  return (
    <ul class="events">
      {[...matches].reverse().map((match) => (
        <li key={match.id}>
          <p>
            <Link href={to("mentor", {}, { mentor: match.mentor })}>{mentors[match.mentor] || "Mentor"}</Link>{" "}
            <span class={`tag tag-${MATCH_STATES[match.state].tone}`}>{MATCH_STATES[match.state].label}</span>
          </p>
          {match.state === "proposed" && <p class="fine">Answer by {match.respond_by_et}</p>}
          <Pair {...{ match, actors, reload }} />
        </li>
      ))}
    </ul>
  );
}
