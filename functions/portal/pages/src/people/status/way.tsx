/** The way from the application to the term, with the step that is at hand. */
import { inWords } from "../../common/clock.ts";
import { STEP } from "./standing.ts";

/** The steps; where the way has ended, none is at hand. */
export function Way({ standing, cycle, application, deadline, match }) {
  const at = STEP[standing];
  const term = match?.term;
  const steps = [
    [
      "Application",
      application.receipt ? `Received ${application.receipt.received_at_et}` : `Until ${deadline.eastern}`,
    ],
    ["Criteria", "By the program’s rules at once; where they cannot tell, by staff"],
    ["Matching", `After the deadline on ${deadline.eastern}; we write to you`],
    ["Proposal", `You and the mentor each have ${cycle.response_days} days to answer`],
    ["Mentoring", termWords(cycle.term, term)],
  ];
  return (
    <section aria-labelledby="way">
      <h2 id="way" class="card-title">
        {steps[at] ? "What comes next" : "How the program goes"}
      </h2>
      <ol class="steps way-steps">
        {steps.map(([title, text], index) => (
          <li key={title} class={index < at ? "done" : undefined} aria-current={index === at ? "step" : undefined}>
            <h3>
              {title}
              {index < at && <span class="hidden"> (done)</span>}
            </h3>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function termWords({ starts_on, min_months, max_months }, term) {
  if (term) return `From ${inWords(term.starts_on)} on`;
  return `From ${inWords(starts_on)} on, ${min_months} to ${max_months} months`;
}
