/** For somebody who has no application in the current cycle. */

import { Moment } from "../../common/moment.tsx";
import { Link } from "../../common/router.ts";

/** Say so, and how to start. */
export function NoApplication({ cycle }) {
  return (
    <section class="card standing" aria-labelledby="no-application">
      <p class="overline">{cycle.name}</p>
      <h2 id="no-application">You have no application in this cycle</h2>
      <Start cycle={cycle} />
      <p>
        Do you want to mentor? Your form and the proposals to you are on the page{" "}
        <Link href="/mentor">For mentors</Link>.
      </p>
    </section>
  );
}

function Start({ cycle }) {
  if (cycle.phase === "upcoming") {
    return (
      <p>
        Applications open on <Moment iso={cycle.opens_at} eastern={cycle.opens_at_et} />
      </p>
    );
  }
  const when = <Moment iso={cycle.deadline} eastern={cycle.deadline_et} />;
  if (cycle.phase !== "open") {
    return (
      <p>
        Applications are closed; the deadline was {when}. The dates of the next cycle will be told on the{" "}
        <Link href="/">program’s page</Link>. If you did apply, you may have used another e-mail address.
      </p>
    );
  }
  return (
    <>
      <p>Applications are open until {when}</p>
      <p>What you write is saved as you go; you can stop and come back at any time before the deadline.</p>
      <p>
        <Link class="button" href="/application">
          Start your application
        </Link>
      </p>
    </>
  );
}
