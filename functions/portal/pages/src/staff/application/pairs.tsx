/** Whom an applicant was matched with, the newest first, and the dates of their terms. */
import { Link } from "../../common/router.ts";
import { useAddress } from "../frame/cycles.tsx";
import { Dates } from "../match/dates.tsx";
import { Surveys } from "../match/survey.tsx";
import { MATCH_STATES } from "../mentors/words.ts";
import type { Whole } from "../words.ts";

interface PairsProps {
  readonly application: Whole;
  readonly reload: () => Promise<void>;
}

export function Pairs({ application: { matches, mentors }, reload }: PairsProps) {
  const to = useAddress();
  return (
    <ul class="events">
      {[...matches].reverse().map(({ id, state, mentor, respond_by_et, term, survey }) => (
        <li key={id}>
          <p>
            <Link href={to("mentor", {}, { mentor })}>{mentors[mentor] || "Mentor"}</Link>{" "}
            <span class={`tag tag-${MATCH_STATES[state].tone}`}>{MATCH_STATES[state].label}</span>
          </p>
          {state === "proposed" && <p class="fine">Answer by {respond_by_et}</p>}
          {term && <Dates {...{ id, state, term, reload }} />}
          {survey && <Surveys survey={survey} />}
        </li>
      ))}
    </ul>
  );
}
