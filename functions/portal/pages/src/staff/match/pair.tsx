/** How a pair is: the dates of its term, what both sides said, why it was closed, and what staff can do. */
import { useState } from "preact/hooks";
import type { components } from "#openapi";
import { Link } from "../../common/router.ts";
import { useAddress } from "../frame/cycles.tsx";
import { type Actors, actorOf } from "../parts/events.tsx";
import { CheckIns } from "./check_ins.tsx";
import { Dates } from "./dates.tsx";
import { Ending } from "./ending.tsx";
import { Surveys } from "./survey.tsx";

export type Match = components["schemas"]["Match"];

interface PairProps {
  readonly match: Match;
  readonly actors: Actors;
  /** Read what shows this match again. */
  readonly reload: () => Promise<void>;
}

export function Pair({ match: { id, cycle, state, term, survey, closing }, actors, reload }: PairProps) {
  const to = useAddress();
  const [ends, setEnds] = useState(false);
  return (
    <>
      {term && <Dates {...{ id, state, term, reload }} />}
      {closing && (
        <p class="fine">
          Closed by {actorOf(closing.by, actors)}
          {closing.reason && `: “${closing.reason}”`}
        </p>
      )}
      {term && <CheckIns checkIns={term.check_ins} />}
      {survey && <Surveys survey={survey} />}
      <p class="task-ways fine">
        {(state === "confirmed" || state === "in_term") && (
          <button type="button" class="link" onClick={() => setEnds(true)}>
            End this match
          </button>
        )}
        <Link href={to("trail", { cycle, subject: id, scope: "all" })}>Activity of this match</Link>
      </p>
      {ends && <Ending {...{ id, reload }} onClose={() => setEnds(false)} />}
    </>
  );
}
