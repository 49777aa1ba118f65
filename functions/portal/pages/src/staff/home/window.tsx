/** How the cycle is going: its dates, and its newest round. */
import { countdown, useNow } from "../../common/clock.ts";
import { Moment } from "../../common/moment.tsx";
import { Failure, Skeleton } from "../../common/page.tsx";
import type { Cycle } from "../../common/records.ts";
import { useCycles } from "../frame/cycles.tsx";
import { Box } from "../parts/box.tsx";
import type { Round } from "../words.ts";

const STATES: Readonly<Record<Round["state"], string>> = {
  provisional: "provisional, before the close",
  draft: "a draft, not published",
  stale: "a draft that is out of date",
  published: "published",
};

export function Window({ round }: { round: Round | undefined }) {
  const { cycle, error, reload } = useCycles();
  return (
    <div>
      <Box title={cycle?.name ?? "Cycle"}>
        {cycle ? <Dates cycle={cycle} /> : error ? <Failure error={error} retry={reload} /> : <Skeleton lines={4} />}
      </Box>
      {round && (
        <Box title={`Round ${round.round}`}>
          <p>It’s {STATES[round.state]}.</p>
          <dl class="facts">
            <dt>Matched</dt>
            <dd>{round.matched}</dd>
            <dt>Total fit</dt>
            <dd>{round.total}</dd>
            <dt>Drawn up</dt>
            <dd>
              <Moment iso={round.created_at} />
            </dd>
          </dl>
        </Box>
      )}
    </div>
  );
}

function Dates({ cycle }: { cycle: Cycle }) {
  const now = useNow();
  const left = Date.parse(cycle.accepts_before) - now;
  return (
    <dl class="facts">
      <dt>Opens</dt>
      <dd>
        <Moment iso={cycle.opens_at} eastern={cycle.opens_at_et} />
      </dd>
      <dt>Deadline</dt>
      <dd>
        <Moment iso={cycle.deadline} eastern={cycle.deadline_et} />
        {left > 0 && <span class="own-zone">{countdown(left)} left</span>}
      </dd>
      <dt>Days to answer a match</dt>
      <dd>{cycle.response_days}</dd>
    </dl>
  );
}
