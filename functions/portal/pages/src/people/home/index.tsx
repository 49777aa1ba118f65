/** The program's own page: its facts, where the cycle stands, the eligibility check and the question form. */
import { useCycle } from "../../common/cycle.ts";
import { Page } from "../../common/page.tsx";
import { Link } from "../../common/router.ts";
import { useSession } from "../../common/session.ts";
import { SignInForm } from "../sign_in.tsx";
import { AskSection } from "./ask.tsx";
import { CheckSection } from "./check_section.tsx";
import { Facts } from "./facts.tsx";
import { PhaseCard } from "./phase.tsx";

/** Everything a visitor wants to know before an account, in the order in which it is asked. */
export function Home() {
  const { cycle, error, reload } = useCycle();
  return (
    <Page
      title="A mentor on your way into oncology"
      wide
      before={<Overline cycle={cycle} />}
      lead={<Lead open={!cycle || cycle.phase === "open"} />}
      beside={<PhaseCard cycle={cycle} error={error} reload={reload} />}
    >
      <Facts cycle={cycle} failed={error !== null} />
      <CheckSection />
      <HowItGoes cycle={cycle} />
      <Ways cycle={cycle} />
      <AskSection cycle={cycle} />
    </Page>
  );
}

const Lead = ({ open }) => (
  <>
    <p>
      Medical students and residents who are underrepresented in medicine meet oncologists and fellows who guide them:
      one mentor each, chosen for what you both care about.
    </p>
    <div class="buttons">
      <Link class="button" href="/application">
        {open ? "Apply for a mentor" : "Your application"}
      </Link>
      <Link class="button button-quiet" href="/mentor">
        Become a mentor
      </Link>
    </div>
  </>
);

/** The line above the heading keeps its height while the cycle's name is still to come. */
const Overline = ({ cycle }) => <p class="overline">{cycle?.name ?? "\u00a0"}</p>;

function HowItGoes({ cycle }) {
  const days = cycle?.response_days ?? 10;
  return (
    <section class="section" aria-labelledby="how">
      <h2 id="how">How it goes</h2>
      <ol class="steps">
        <li>
          <h3>You apply</h3>
          <p>Write in one go or over weeks: a draft saves itself. You can change and resubmit until the deadline.</p>
        </li>
        <li>
          <h3>You hear whether you are eligible</h3>
          <p>With every reason. Where the rules leave a question open, a person decides.</p>
        </li>
        <li>
          <h3>We propose a match</h3>
          <p>
            You and the mentor see why you fit together, and both have {days} days to accept. Who cannot be matched
            comes first in the next round.
          </p>
        </li>
        <li>
          <h3>Your term begins</h3>
          <p>You get each other’s contact details, and we ask now and then how it is going.</p>
        </li>
      </ol>
    </section>
  );
}

function Ways({ cycle }) {
  const person = useSession();
  return (
    <section class="section columns" aria-label="Start here">
      <div class="card">
        <h2 class="card-title">Start or continue your application</h2>
        {person ? (
          <Link class="button" href="/application">
            Open your application
          </Link>
        ) : (
          <SignInForm returnTo="/application" label="Start or continue" />
        )}
      </div>
      <div class="card">
        <h2 class="card-title">Become a mentor</h2>
        <p>
          For fellows and practicing oncologists. You say how many mentees you take (one to five), for how long (at
          least {cycle?.term.min_months ?? 6} months) and how you meet. Every proposal comes with its reasons, and you
          are free to decline it.
        </p>
        <Link class="button button-quiet" href="/mentor">
          Mentor Interest Form
        </Link>
      </div>
    </section>
  );
}
