/** The cycle's phase, and how long it lasts, by the server's clock. */
import type { ComponentType } from "preact";
import { ADDRESSES } from "../../common/addresses.ts";
import { countdown, inWords, useNow } from "../../common/clock.ts";
import { Moment } from "../../common/moment.tsx";
import { Failure, Skeleton } from "../../common/page.tsx";
import { Problem } from "../../common/problem.ts";
import type { Cycle } from "../../common/records.ts";
import { Link } from "../../common/router.ts";

/** How often a countdown is worth another look, in milliseconds. */
const EVERY = 1000;
const DAY = 86_400_000;

interface Facts {
  readonly cycle: Cycle;
}

function TimeLeft({ until, after }: { until: string; after: string }) {
  const now = useNow(EVERY);
  return (
    <p class="countdown" role="timer">
      {countdown(Date.parse(until) - now)} <span class="countdown-what">{after}</span>
    </p>
  );
}

function Upcoming({ cycle }: Facts) {
  return (
    <>
      <h2 class="card-title">Applications open soon</h2>
      <TimeLeft until={cycle.opens_at} after="to go" />
      <p>
        They open on <Moment iso={cycle.opens_at} eastern={cycle.opens_at_et} />
      </p>
      <p>You can check now whether you’d be eligible.</p>
    </>
  );
}

function Open({ cycle }: Facts) {
  return (
    <>
      <h2 class="card-title">Applications are open</h2>
      <TimeLeft until={cycle.accepts_before} after="left" />
      <p>
        The deadline is <Moment iso={cycle.deadline} eastern={cycle.deadline_et} whole />
      </p>
      <Advice until={cycle.accepts_before} />
    </>
  );
}

function Advice({ until }: { until: string }) {
  const hurry = Date.parse(until) - useNow(EVERY) < DAY;
  return (
    <p class="fine">
      {hurry
        ? "Submit what you have now. You can change and resubmit until the deadline; anything later is refused."
        : "Our clock decides, and there’s no grace period: apply with a day to spare."}
    </p>
  );
}

function Closed({ cycle }: Facts) {
  return (
    <>
      <h2 class="card-title">Applications are closed</h2>
      <p>
        The deadline was <Moment iso={cycle.deadline} eastern={cycle.deadline_et} />
      </p>
      <p>
        The term begins on {inWords(cycle.term.starts_on)}. If you applied,{" "}
        <Link href={ADDRESSES.status}>your status</Link> shows what’s next.
      </p>
    </>
  );
}

function InTerm({ cycle }: Facts) {
  return (
    <>
      <h2 class="card-title">The term is under way</h2>
      <p>It began on {inWords(cycle.term.starts_on)}; applications are closed.</p>
      <p>
        <Link href={ADDRESSES.status}>Your status</Link> shows your match and what’s next.
      </p>
    </>
  );
}

function Over() {
  return (
    <>
      <h2 class="card-title">This cycle is over</h2>
      <p>We’ll post the next dates here. Mentors can sign up at any time.</p>
    </>
  );
}

function Unset() {
  return (
    <>
      <h2 class="card-title">The next dates aren’t set yet</h2>
      <p>We’ll post them here. Mentors can sign up at any time.</p>
    </>
  );
}

const PHASES: Record<Cycle["phase"], ComponentType<Facts>> = {
  upcoming: Upcoming,
  open: Open,
  closed: Closed,
  in_term: InTerm,
  over: Over,
};

interface PhaseProps {
  readonly cycle: Cycle | null;
  readonly error: Error | null;
  readonly reload: () => void;
}

/** The card of the phase; it keeps its height until the cycle is known. */
export function PhaseCard({ cycle, error, reload }: PhaseProps) {
  const none = error instanceof Problem && error.status === 404;
  if (error && !cycle && !none) return <Failure error={error} retry={reload} />;
  return <div class="card phase">{cycle ? <Phase cycle={cycle} /> : none ? <Unset /> : <Skeleton lines={7} />}</div>;
}

function Phase({ cycle }: Facts) {
  const Shown = PHASES[cycle.phase];
  return <Shown cycle={cycle} />;
}
