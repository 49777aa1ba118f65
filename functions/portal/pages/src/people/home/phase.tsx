/** Where the cycle stands now, and how long that lasts, by the server's clock. */
import { countdown, inWords, useNow } from "../../common/clock.ts";
import { Moment } from "../../common/moment.tsx";
import { Failure, Skeleton } from "../../common/page.tsx";
import { Link } from "../../common/router.ts";

/** How often a countdown is worth another look, in milliseconds. */
const EVERY = 1000;
const DAY = 86_400_000;

function TimeLeft({ until, after }) {
  const now = useNow(EVERY);
  return (
    <p class="countdown" role="timer">
      {countdown(Date.parse(until) - now)} <span class="countdown-what">{after}</span>
    </p>
  );
}

function Upcoming({ cycle }) {
  return (
    <>
      <h2 class="card-title">Applications open soon</h2>
      <TimeLeft until={cycle.opens_at} after="to go" />
      <p>
        They open on <Moment iso={cycle.opens_at} eastern={cycle.opens_at_et} />
      </p>
      <p>You can check now whether you would be eligible.</p>
    </>
  );
}

function Open({ cycle }) {
  return (
    <>
      <h2 class="card-title">Applications are open</h2>
      <TimeLeft until={cycle.accepts_before} after="left" />
      <p>
        The deadline is <Moment iso={cycle.deadline} eastern={cycle.deadline_et} />
      </p>
      <Advice until={cycle.accepts_before} />
    </>
  );
}

function Advice({ until }) {
  const hurry = Date.parse(until) - useNow(EVERY) < DAY;
  return (
    <p class="fine">
      {hurry
        ? "Submit what you have now: you can change and resubmit until the deadline, and what comes later is refused."
        : "The clock that counts is ours, and there is no grace period: apply with a day to spare."}
    </p>
  );
}

function Closed({ cycle }) {
  return (
    <>
      <h2 class="card-title">Applications are closed</h2>
      <p>
        The deadline was <Moment iso={cycle.deadline} eastern={cycle.deadline_et} />
      </p>
      <p>
        The term begins on {inWords(cycle.term.starts_on)}. If you applied, <Link href="/status">your status</Link>{" "}
        tells where you stand.
      </p>
    </>
  );
}

function InTerm({ cycle }) {
  return (
    <>
      <h2 class="card-title">The term is under way</h2>
      <p>It began on {inWords(cycle.term.starts_on)}; applications are closed.</p>
      <p>
        <Link href="/status">Your status</Link> shows your match and what comes next.
      </p>
    </>
  );
}

function Over() {
  return (
    <>
      <h2 class="card-title">This cycle is over</h2>
      <p>The dates of the next one will be told here. Mentors can come forward at any time.</p>
    </>
  );
}

function Unset() {
  return (
    <>
      <h2 class="card-title">The next dates are not set yet</h2>
      <p>They will be told here. Mentors can come forward at any time.</p>
    </>
  );
}

const PHASES = { upcoming: Upcoming, open: Open, closed: Closed, in_term: InTerm, over: Over };

/** The card of the phase; it keeps its height until the cycle is known. */
export function PhaseCard({ cycle, error, reload }) {
  if (error && !cycle && error.status !== 404) return <Failure error={error} retry={reload} />;
  const Phase = PHASES[cycle?.phase] ?? (error && Unset);
  return <div class="card phase">{Phase ? <Phase cycle={cycle} /> : <Skeleton lines={7} />}</div>;
}
