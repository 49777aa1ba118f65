/** Whom a mentor was matched with, the newest first, and the dates of their terms. */
import { Link } from "../../common/router.ts";
import { useAddress } from "../frame/cycles.tsx";
import { Pair } from "../match/pair.tsx";
import { MATCH_STATES, type StaffMentor } from "../mentors/words.ts";

interface MatchesProps {
  readonly mentor: StaffMentor;
  readonly reload: () => Promise<void>;
}

export function Matches({ mentor: { matches, names, actors }, reload }: MatchesProps) {
  const to = useAddress();
  if (!matches.length) return <p>No match yet. A published round proposes some.</p>;
  return (
    <ul class="events">
      {[...matches]
        .sort((a, b) => b.respond_by.localeCompare(a.respond_by))
        .map((match) => (
          <li key={match.id}>
            <p>
              <Link href={to("application", { cycle: match.cycle }, { application: match.application })}>
                {names.applications[match.application]?.name || "Applicant"}
              </Link>{" "}
              <span class={`tag tag-${MATCH_STATES[match.state].tone}`}>{MATCH_STATES[match.state].label}</span>
            </p>
            <p class="fine">
              {match.cycle}
              {match.state === "proposed" && ` · answer by ${match.respond_by_et}`}
            </p>
            <Pair {...{ match, actors, reload }} />
          </li>
        ))}
    </ul>
  );
}
