/** For somebody who does not mentor yet: what it means, and the form. */
import { InterestForm } from "./form.tsx";

/** The blank form; `onSaved` is called once it has arrived, `onStale` when there is one already. */
export function Invitation({ schema, person, cycle, onSaved, onStale }) {
  const least = cycle?.term.min_months;
  return (
    <>
      <ul class="interest-facts">
        <li>Fellows and practicing oncologists can mentor, in the U.S. and elsewhere.</li>
        <li>
          You say how many mentees you can take{least ? `, and stay with each for at least ${least} months` : ""}.
        </li>
        <li>Staff read your form. Then we propose mentees to you, and you decide each time.</li>
        <li>You can change your answers or pause whenever you like.</li>
      </ul>
      <section class="section" aria-labelledby="interest">
        <h2 id="interest">Mentor Interest Form</h2>
        <InterestForm {...{ schema, person, onSaved, onStale }} />
      </section>
    </>
  );
}
