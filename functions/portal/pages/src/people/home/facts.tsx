/** The program at a glance: who may apply, when, for how long, how, and whom to ask. */
import { ASK } from "../../common/addresses.ts";
import { inWords } from "../../common/clock.ts";
import { Moment } from "../../common/moment.tsx";
import { Skeleton } from "../../common/page.tsx";
import { TEXTS } from "../../common/program.ts";
import type { Cycle } from "../../common/records.ts";
import { Link } from "../../common/router.ts";

/** The facts; those of the cycle keep their places until it is known. */
export function Facts({ cycle, failed }: { cycle: Cycle | null; failed: boolean }) {
  const unknown = (lines: number) => (failed ? "We can’t show this right now." : <Skeleton lines={lines} />);
  return (
    <section class="section" aria-labelledby="facts">
      <h2 id="facts">At a glance</h2>
      <dl class="facts">
        <dt>Who can apply</dt>
        <dd>
          {TEXTS.who.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </dd>
        <dt>What UIM means</dt>
        <dd>{TEXTS.uim}</dd>
        <dt>Applications</dt>
        <dd>{cycle ? <Dates cycle={cycle} /> : unknown(2)}</dd>
        <dt>Term</dt>
        <dd>{cycle ? <Term {...cycle.term} /> : unknown(1)}</dd>
        <dt>Hours</dt>
        <dd>{TEXTS.hours}</dd>
        <dt>How to apply</dt>
        <dd>{TEXTS.how}</dd>
        <dt>Questions</dt>
        <dd>
          <Link href={ASK}>Ask the program’s staff</Link>, also about what you need from a mentor.
        </dd>
      </dl>
    </section>
  );
}

function Dates({ cycle }: { cycle: Cycle }) {
  return (
    <>
      <p>
        From <Moment iso={cycle.opens_at} eastern={cycle.opens_at_et} />
      </p>
      <p>
        until <Moment iso={cycle.deadline} eastern={cycle.deadline_et} />
      </p>
    </>
  );
}

function Term({ starts_on, min_months, max_months }: Cycle["term"]) {
  return (
    <p>
      It starts on {inWords(starts_on)} and lasts up to {max_months} months. Both sides commit to at least {min_months}.
    </p>
  );
}
