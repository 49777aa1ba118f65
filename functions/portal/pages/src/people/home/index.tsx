/** The program's own page: its facts, the cycle's phase, the eligibility check and the question form. */
import { ADDRESSES } from "../../common/addresses.ts";
import { useCycle } from "../../common/cycle.ts";
import { Page } from "../../common/page.tsx";
import type { Cycle } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { useSession } from "../../common/session.ts";
import { SignInForm } from "../sign_in.tsx";
import { AskSection } from "./ask_section.tsx";
import { CheckSection } from "./check_section.tsx";
import { Facts } from "./facts.tsx";
import { PhaseCard } from "./phase.tsx";

interface CycleProps {
  readonly cycle: Cycle | null;
}

/** Everything a visitor wants to know before an account, in the order in which it is asked. */
export function Home() {
  const { cycle, error, reload } = useCycle();
  return (
    <Page
      title="Find your mentor in oncology"
      wide
      before={<Overline cycle={cycle} />}
      lead={<Lead open={!cycle || cycle.phase === "open"} />}
      beside={<PhaseCard cycle={cycle} error={error} reload={reload} />}
    >
      <Facts cycle={cycle} failed={error !== null} />
      <CheckSection />
      <HowItWorks cycle={cycle} />
      <Ways cycle={cycle} />
      <AskSection cycle={cycle} />
    </Page>
  );
}

const Lead = ({ open }: { open: boolean }) => (
  <>
    <p>
      Are you a medical student or resident who is underrepresented in medicine? We match you with an oncologist or
      fellow who guides you: one mentor, chosen for what you both care about.
    </p>
    <div class="buttons">
      <Link class="button" href={ADDRESSES.application}>
        {open ? "Apply for a mentor" : "Your application"}
      </Link>
      <Link class="button button-quiet" href={ADDRESSES.mentor}>
        Become a mentor
      </Link>
    </div>
  </>
);

/** The line above the heading keeps its height while the cycle's name is still to come. */
const Overline = ({ cycle }: CycleProps) => <p class="overline">{cycle?.name ?? "\u00a0"}</p>;

function HowItWorks({ cycle }: CycleProps) {
  const days = cycle?.response_days ?? 10;
  return (
    <section class="section" aria-labelledby="how">
      <h2 id="how">How it works</h2>
      <ol class="steps">
        <li>
          <h3>You apply</h3>
          <p>Write in one sitting or over weeks: your draft saves itself. You can resubmit until the deadline.</p>
        </li>
        <li>
          <h3>You find out whether you’re eligible</h3>
          <p>We give you every reason. Where the rules leave a question open, a person decides.</p>
        </li>
        <li>
          <h3>We propose a match</h3>
          <p>
            You and the mentor see why you fit together, and you each have {days} days to accept. If we can’t match you
            this time, you go first next time.
          </p>
        </li>
        <li>
          <h3>Your term begins</h3>
          <p>You get each other’s contact details, and we check in from time to time.</p>
        </li>
      </ol>
    </section>
  );
}

function Ways({ cycle }: CycleProps) {
  const person = useSession();
  return (
    <section class="section columns" aria-label="Start here">
      <div class="card">
        <h2 class="card-title">Start or continue your application</h2>
        {person ? (
          <Link class="button" href={ADDRESSES.application}>
            Open your application
          </Link>
        ) : (
          <SignInForm returnTo={ADDRESSES.application} label="Start or continue" />
        )}
      </div>
      <div class="card">
        <h2 class="card-title">Become a mentor</h2>
        <p>
          For fellows and practicing oncologists. You choose how many mentees to take (one to five), for how long (at
          least {cycle?.term.min_months ?? 6} months) and how to meet. Every proposal comes with its reasons, and you’re
          free to decline it.
        </p>
        <Link class="button button-quiet" href={ADDRESSES.mentor}>
          Mentor Interest Form
        </Link>
      </div>
    </section>
  );
}
