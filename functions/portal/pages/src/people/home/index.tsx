/** The program's own page: the cycle's phase, the eligibility check, what people gain, facts, a story, questions. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ADDRESSES } from "../../common/addresses.ts";
import { useCycle } from "../../common/cycle.ts";
import { Page, Skeleton } from "../../common/page.tsx";
import { TEXTS } from "../../common/program.ts";
import type { Cycle } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { useSession } from "../../common/session.ts";
import { Questions } from "../questions.tsx";
import { SignInForm } from "../sign_in.tsx";
import { AskSection } from "./ask_section.tsx";
import { CheckSection } from "./check_section.tsx";
import { Facts } from "./facts.tsx";
import { Invitation } from "./invitation.tsx";
import { PhaseCard } from "./phase.tsx";

interface CycleProps {
  readonly cycle: Cycle | null;
}

/** Everything a visitor wants to know before an account, in the order in which it is asked. */
export function Home() {
  const { cycle, error, reload } = useCycle();
  return (
    <Page
      title={TEXTS.headline}
      wide
      before={<Overline cycle={cycle} />}
      lead={<Lead cycle={cycle} />}
      beside={<PhaseCard cycle={cycle} error={error} reload={reload} />}
    >
      <CheckSection />
      <Gains />
      <Facts cycle={cycle} failed={error !== null} />
      <HowItWorks cycle={cycle} />
      {TEXTS.story && <Story {...TEXTS.story} />}
      <Questions id="questions" items={TEXTS.questions} />
      <Ways cycle={cycle} />
      <AskSection cycle={cycle} />
    </Page>
  );
}

/** What the program is, and the way in; to a person who is signed in, what waits for them. */
function Lead({ cycle }: CycleProps) {
  const person = useSession();
  return (
    <>
      <p>{TEXTS.invitation}</p>
      {person ? <Personal cycle={cycle} /> : <Invitation open={!cycle || cycle.phase === "open"} />}
    </>
  );
}

/** Loaded when someone is signed in. */
function Personal({ cycle }: CycleProps) {
  const [{ View, failed }, setFound] = useState<Found>({});
  useEffect(() => {
    import("./yours.tsx").then(
      (module) => setFound({ View: module.default }),
      () => setFound({ failed: true }),
    );
  }, []);
  if (failed) return <Invitation open={!cycle || cycle.phase === "open"} />;
  return <div class="yours-place">{View && cycle ? <View cycle={cycle} /> : <Skeleton lines={4} />}</div>;
}

interface Found {
  readonly View?: ComponentType<{ cycle: Cycle }>;
  readonly failed?: boolean;
}

/** The line above the heading keeps its height while the cycle's name is still to come. */
const Overline = ({ cycle }: CycleProps) => <p class="overline">{cycle?.name ?? "\u00a0"}</p>;

const Gains = () => (
  <section class="section" aria-labelledby="gains">
    <h2 id="gains">What you gain</h2>
    <ul class="gains">
      {TEXTS.gains.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  </section>
);

/** How a year of a pair went, with what didn't work out. */
function Story({ title, text, note }: NonNullable<typeof TEXTS.story>) {
  return (
    <section class="section story" aria-labelledby="story">
      <h2 id="story">{title}</h2>
      {text.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {note && <p class="fine">{note}</p>}
    </section>
  );
}

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
        <Link class="button button-quiet" href={ADDRESSES.mentors}>
          What mentoring means
        </Link>
      </div>
    </section>
  );
}
