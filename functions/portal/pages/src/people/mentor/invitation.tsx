/** For a person who is not a mentor yet: what it means, and the form. */
import { ADDRESSES } from "../../common/addresses.ts";
import type { Cycle } from "../../common/records.ts";
import { Link, useSearch } from "../../common/router.ts";
import type { Schema } from "../../common/schema.ts";
import type { Person } from "../../common/session.ts";
import type { Listeners } from "./draft.ts";
import { InterestForm } from "./form.tsx";

interface InvitationProps extends Listeners {
  readonly schema: Schema;
  readonly person: Person;
  readonly cycle: Cycle | null;
}

/** The blank form. */
export function Invitation({ schema, person, cycle, onSaved, onStale }: InvitationProps) {
  const least = cycle?.term.min_months;
  const isBegun = useSearch() !== "";
  return (
    <>
      <ul class="interest-facts" hidden={isBegun}>
        <li>Fellows and practicing oncologists can mentor, in the U.S. and elsewhere.</li>
        <li>You choose how many mentees to take{least ? `, and stay with each for at least ${least} months` : ""}.</li>
        <li>Our staff reads your form. Then we propose mentees to you, and you decide each time.</li>
        <li>You can change your answers or pause whenever you like.</li>
        <li>
          <Link href={ADDRESSES.mentors}>What mentoring means</Link>: the hours, the year and what a proposal looks
          like.
        </li>
      </ul>
      <section class="section" aria-labelledby="interest">
        <h2 id="interest">Mentor Interest Form</h2>
        <InterestForm {...{ schema, person, onSaved, onStale }} record={null} />
      </section>
    </>
  );
}
