/** Whom a mentor was matched with, the newest first, and the dates of their terms. */
import { Link } from "../../common/router.ts";
import { useAddress } from "../frame/cycles.tsx";
import { Dates } from "../match/dates.tsx";
import { Surveys } from "../match/survey.tsx";
import { MATCH_STATES, type StaffMentor } from "../mentors/words.ts";

interface MatchesProps {
  readonly mentor: StaffMentor;
  readonly reload: () => Promise<void>;
}

export function Matches({ mentor: { matches, names }, reload }: MatchesProps) {
  const to = useAddress();
  if (!matches.length) return <p>No match yet. A published round proposes some.</p>;
  return (
    <ul class="events">
      {[...matches]
        .sort((a, b) => b.respond_by.localeCompare(a.respond_by))
        .map(({ id, cycle, state, application, respond_by_et, term, survey }) => (
          <li key={id}>
            <p>
              <Link href={to("application", { cycle }, { application })}>
                {names.applications[application]?.name || "Applicant"}
              </Link>{" "}
              <span class={`tag tag-${MATCH_STATES[state].tone}`}>{MATCH_STATES[state].label}</span>
            </p>
            <p class="fine">
              {cycle}
              {state === "proposed" && ` · answer by ${respond_by_et}`}
            </p>
            {term && <Dates {...{ id, state, term, reload }} />}
            {survey && <Surveys survey={survey} />}
          </li>
        ))}
    </ul>
  );
}
