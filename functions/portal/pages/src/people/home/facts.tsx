/** The program at a glance: who may apply, when, for how long, how, and whom to ask. */
import { ASK } from "../../common/addresses.ts";
import { inWords } from "../../common/clock.ts";
import { Moment } from "../../common/moment.tsx";
import { Skeleton } from "../../common/page.tsx";
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
          <p>
            Students in an MD or DO program at a U.S. medical school, dual degrees included, who identify as
            underrepresented in medicine (UIM).
          </p>
          <p>Residents in the U.S. who do are welcome, too; our staff reviews each of their applications.</p>
        </dd>
        <dt>What UIM means</dt>
        <dd>
          The AAMC’s term for races and ethnicities whose share in the profession is smaller than in the population:
          American Indian or Alaska Native, Black or African American, Hispanic or Latino, Native Hawaiian or Other
          Pacific Islander. The list is not closed; you can name another group in your own words.
        </dd>
        <dt>Applications</dt>
        <dd>{cycle ? <Dates cycle={cycle} /> : unknown(2)}</dd>
        <dt>Term</dt>
        <dd>{cycle ? <Term {...cycle.term} /> : unknown(1)}</dd>
        <dt>How to apply</dt>
        <dd>Only on this site: not on paper, by e-mail or by fax. Everything you send must be in English.</dd>
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
