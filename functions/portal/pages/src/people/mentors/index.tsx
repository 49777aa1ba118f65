/** What mentoring means, for anyone: the hours, the year, a proposal, and the way to the form. */
import { ADDRESSES, ASK } from "../../common/addresses.ts";
import { inWords } from "../../common/clock.ts";
import { useCycle } from "../../common/cycle.ts";
import { Page, Skeleton } from "../../common/page.tsx";
import { TEXTS } from "../../common/program.ts";
import type { Cycle } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { useSession } from "../../common/session.ts";
import { Questions } from "../questions.tsx";
import { useSides } from "../sides.ts";
import { Sample } from "./sample.tsx";

const { headline, invitation, who, hours, questions } = TEXTS.mentors;

/** Everything a fellow or an oncologist wants to know before an account. */
export function Mentors() {
  const { cycle, error } = useCycle();
  return (
    <Page title={headline} wide lead={<Lead />}>
      <AtAGlance cycle={cycle} failed={error !== null} />
      <Year cycle={cycle} />
      <section class="section" aria-labelledby="proposal">
        <h2 id="proposal">What a proposal looks like</h2>
        <p>
          You read this before you decide. You see no name, no school and no race or ethnicity, and we tell the
          applicant as little about you.
        </p>
        <Sample />
      </section>
      <Questions id="questions" items={questions} />
      <section class="section" aria-labelledby="begin">
        <h2 id="begin">Ready?</h2>
        <p>
          The form takes about ten minutes, in four steps. We keep what you type in your browser until you send it. Not
          sure yet? <Link href={ASK}>Ask the program’s staff</Link>.
        </p>
        <Begin />
      </section>
    </Page>
  );
}

const Lead = () => (
  <>
    <p>{invitation}</p>
    <Begin />
  </>
);

function Begin() {
  const person = useSession();
  const { mentor } = useSides();
  return (
    <div class="buttons">
      <Link class="button" href={ADDRESSES.mentor}>
        {person && mentor ? "Open your mentor page" : "Fill in the Mentor Interest Form"}
      </Link>
    </div>
  );
}

interface CycleProps {
  readonly cycle: Cycle | null;
}

function AtAGlance({ cycle, failed }: CycleProps & { failed: boolean }) {
  const unknown = failed ? "We can’t show this right now." : <Skeleton lines={1} />;
  return (
    <section class="section" aria-labelledby="facts">
      <h2 id="facts">At a glance</h2>
      <dl class="facts">
        <dt>Who can mentor</dt>
        <dd>{who}</dd>
        <dt>Hours</dt>
        <dd>{hours}</dd>
        <dt>Mentees</dt>
        <dd>One to five at once. You choose how many, whether they’re students or residents, and how you meet.</dd>
        <dt>How long</dt>
        <dd>
          {cycle
            ? `At least ${cycle.term.min_months} months with each mentee, and up to ${cycle.term.max_months}.`
            : unknown}
        </dd>
      </dl>
    </section>
  );
}

/** A step of the year: when, what, and what it asks of a mentor. */
interface Stage {
  readonly when: string;
  readonly title: string;
  readonly text: string;
}

function yearOf(cycle: Cycle | null): readonly Stage[] {
  const until = cycle ? `Until ${cycle.deadline_et}` : "\u00a0";
  const starts = cycle ? `From ${inWords(cycle.term.starts_on)}` : "\u00a0";
  return [
    { when: "At any time", title: "You send the form", text: "Our staff reads it and writes to you." },
    { when: until, title: "Students and residents apply", text: "You have nothing to do." },
    {
      when: "After that",
      title: "We propose a match",
      text: `You have ${cycle?.response_days ?? 10} days to accept or decline. So does the applicant.`,
    },
    {
      when: starts,
      title: "You meet",
      text: "You get each other’s contact details, times that suit you both, and topics to begin with.",
    },
    {
      when: "Five times in the year",
      title: "You answer a check-in",
      text: "Two taps: have you met, and how does it go? If it doesn’t go well, our staff helps.",
    },
  ];
}

const Year = ({ cycle }: CycleProps) => (
  <section class="section" aria-labelledby="year">
    <h2 id="year">The year at a glance</h2>
    <ol class="steps">
      {yearOf(cycle).map(({ when, title, text }) => (
        <li key={title}>
          <p class="step-when">{when}</p>
          <h3>{title}</h3>
          <p>{text}</p>
        </li>
      ))}
    </ol>
  </section>
);
