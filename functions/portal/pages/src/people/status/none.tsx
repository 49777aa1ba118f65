/** For people who have no application in the current cycle. */
import { ADDRESSES } from "../../common/addresses.ts";
import { useNow } from "../../common/clock.ts";
import { Moment } from "../../common/moment.tsx";
import type { Cycle, Extension } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { deadlineOf, phaseAt } from "../deadline.ts";

const CHECK_CLOCK_MS = 5000;

interface NoApplicationProps {
  readonly cycle: Cycle;
  /** A later deadline of the person's own. */
  readonly extension: Extension | undefined;
}

/** Say so, and how to start. */
export function NoApplication({ cycle, extension }: NoApplicationProps) {
  return (
    <section class="card state-card" aria-labelledby="no-application">
      <p class="overline">{cycle.name}</p>
      <h2 id="no-application">You don’t have an application in this cycle</h2>
      <Start {...{ cycle, extension }} />
      <p>
        Do you want to be a mentor? You’ll find your form and your proposals on the page{" "}
        <Link href={ADDRESSES.mentor}>For mentors</Link>.
      </p>
    </section>
  );
}

function Start({ cycle, extension }: NoApplicationProps) {
  const deadline = deadlineOf(cycle, extension);
  const phase = phaseAt(useNow(CHECK_CLOCK_MS), cycle, deadline);
  if (phase === "upcoming") {
    return (
      <p>
        Applications open on <Moment iso={cycle.opens_at} eastern={cycle.opens_at_et} />
      </p>
    );
  }
  const when = <Moment iso={deadline.iso} eastern={deadline.eastern} whole={phase === "open"} />;
  if (phase === "closed") {
    return (
      <>
        <p>
          Applications are closed. {deadline.extended ? "Your own deadline" : "The deadline"} was {when}
        </p>
        <p>
          We’ll post the dates of the next cycle on the <Link href={ADDRESSES.home}>program’s page</Link>. If you did
          apply, you may have used another e-mail address.
        </p>
      </>
    );
  }
  return (
    <>
      {deadline.extended ? (
        <p>Our staff extended the deadline for you. You can apply until {when}</p>
      ) : (
        <p>Applications are open until {when}</p>
      )}
      <p>We save what you write as you go. You can stop and come back at any time before the deadline.</p>
      <p>
        <Link class="button" href={ADDRESSES.application}>
          Start your application
        </Link>
      </p>
    </>
  );
}
