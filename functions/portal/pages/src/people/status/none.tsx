/** For people who have no application in the current cycle. */
import { ADDRESSES } from "../../common/addresses.ts";
import { Moment } from "../../common/moment.tsx";
import type { Cycle } from "../../common/records.ts";
import { Link } from "../../common/router.ts";

/** Say so, and how to start. */
export function NoApplication({ cycle }: { cycle: Cycle }) {
  return (
    <section class="card state-card" aria-labelledby="no-application">
      <p class="overline">{cycle.name}</p>
      <h2 id="no-application">You don’t have an application in this cycle</h2>
      <Start cycle={cycle} />
      <p>
        Do you want to be a mentor? You’ll find your form and your proposals on the page{" "}
        <Link href={ADDRESSES.mentor}>For mentors</Link>.
      </p>
    </section>
  );
}

function Start({ cycle }: { cycle: Cycle }) {
  if (cycle.phase === "upcoming") {
    return (
      <p>
        Applications open on <Moment iso={cycle.opens_at} eastern={cycle.opens_at_et} />
      </p>
    );
  }
  const deadline = <Moment iso={cycle.deadline} eastern={cycle.deadline_et} />;
  if (cycle.phase !== "open") {
    return (
      <>
        <p>Applications are closed. The deadline was {deadline}</p>
        <p>
          We’ll post the dates of the next cycle on the <Link href={ADDRESSES.home}>program’s page</Link>. If you did
          apply, you may have used another e-mail address.
        </p>
      </>
    );
  }
  return (
    <>
      <p>Applications are open until {deadline}</p>
      <p>We save what you write as you go. You can stop and come back at any time before the deadline.</p>
      <p>
        <Link class="button" href={ADDRESSES.application}>
          Start your application
        </Link>
      </p>
    </>
  );
}
