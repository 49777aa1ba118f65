/** The steps from the application to the term, with the one that is current. */
import { inWords } from "../../common/clock.ts";
import type { Application, Cycle, Match } from "../../common/records.ts";
import type { Deadline } from "../deadline.ts";
import { STEP, type State } from "./state.ts";

interface NextStepsProps {
  readonly state: State;
  readonly cycle: Cycle;
  readonly application: Application;
  readonly deadline: Deadline;
  readonly match: Match | undefined;
}

/** The steps; where the way has ended, none is current. */
export function NextSteps({ state, cycle, application, deadline, match }: NextStepsProps) {
  const current = STEP[state] ?? -1;
  const steps = [
    { title: "Application", text: receivedOrDue(application, deadline) },
    { title: "Criteria", text: "We check your answers right away. Where the rules can’t tell, our staff decides." },
    { title: "Matching", text: `After the deadline on ${deadline.eastern}. We’ll write to you.` },
    { title: "Proposal", text: `You and the mentor each have ${cycle.response_days} days to answer` },
    { title: "Mentoring", text: termInWords(cycle, match) },
  ];
  return (
    <section aria-labelledby="next-steps">
      <h2 id="next-steps" class="card-title">
        {steps[current] ? "What comes next" : "How it works"}
      </h2>
      <ol class="steps next-steps">
        {steps.map(({ title, text }, index) => (
          <li
            key={title}
            class={index < current ? "done" : undefined}
            aria-current={index === current ? "step" : undefined}
          >
            <h3>
              {title}
              {index < current && <span class="hidden"> (done)</span>}
            </h3>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

const receivedOrDue = ({ receipt }: Application, deadline: Deadline) =>
  receipt ? `Received ${receipt.received_at_et}` : `Due ${deadline.eastern}`;

function termInWords({ term: { starts_on, min_months, max_months } }: Cycle, match: Match | undefined): string {
  if (match?.term) return `Starts ${inWords(match.term.starts_on)}`;
  return `Starts ${inWords(starts_on)} and lasts ${min_months} to ${max_months} months`;
}
