/** Your status: the state of an application, what comes next, and the match. */
import { addressOfStep } from "../../common/addresses.ts";
import { useNow } from "../../common/clock.ts";
import { useCycle } from "../../common/cycle.ts";
import { usePolling } from "../../common/loaded.ts";
import { Moment } from "../../common/moment.tsx";
import { Failure, Notice, Page, Skeleton } from "../../common/page.tsx";
import type { Application, Cycle, Form, Match } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { ChangedSince } from "../changed.tsx";
import { type Deadline, deadlineOf, phaseAt } from "../deadline.ts";
import { MatchCard } from "../matches/card.tsx";
import { PastMatches } from "../matches/past.tsx";
import { asOf, isLive } from "../matches/words.ts";
import { OwnAnswers } from "../own_answers.tsx";
import { Ask } from "./ask.tsx";
import { type Own, useOwn } from "./load.ts";
import { NextSteps } from "./next_steps.tsx";
import { NoApplication } from "./none.tsx";
import { AnsweredQuestions, OpenQuestion, openQuestion } from "./question.tsx";
import { Receipt } from "./receipt.tsx";
import { type State, stateOf } from "./state.ts";
import { StateCard } from "./state_card.tsx";
import { Verdict } from "./verdict.tsx";

const CHECK_CLOCK_MS = 5000;

/** The page of the person signed in. */
export default function Status() {
  const { cycle, error: noCycle, reload: readCycle } = useCycle();
  const { data, error, reload } = useOwn(cycle?.id);
  usePolling(data?.application?.status === "submitted", reload);
  const failed = data ? error : (noCycle ?? error);
  const retry = () => (cycle ? reload() : readCycle());
  return (
    <Page title="Your status" wide>
      {failed && <Failure error={failed} retry={retry} />}
      {!data && !failed && <Skeleton lines={10} />}
      {data && cycle && <Overview current={cycle} own={data} onAnswered={reload} />}
    </Page>
  );
}

interface OverviewProps {
  readonly current: Cycle;
  readonly own: Own;
  readonly onAnswered: () => void;
}

function Overview({ current, own, onAnswered }: OverviewProps) {
  const { cycle = current, application, matches, earlier } = own;
  const live = earlier.filter(isLive);
  const card = { side: "applicant", minMonths: cycle.term.min_months, onAnswered } as const;
  const past = [...matches.slice(1), ...earlier.filter((match) => !isLive(match))];
  const facts = useFacts(application, matches[0], cycle);
  const verdict = application?.verdict && <Verdict verdict={application.verdict} />;
  const isEligible = application?.verdict?.outcome === "eligible";
  const receipt = application?.receipt;
  return (
    <div class="status">
      <div class="status-main">
        {application && <OpenQuestion {...{ application, cycle, onAnswered }} />}
        {live.map((match) => (
          <MatchCard key={match.id} match={match} count={match.cycle} {...card} />
        ))}
        {facts && <Main facts={facts} />}
        {facts?.match && <MatchCard match={facts.match} {...card} />}
        {!isEligible && verdict}
        {(!application || cycle.id !== current.id) && <NoApplication cycle={current} extension={own.extension} />}
      </div>
      <aside class="status-aside" aria-label="Steps, receipt and questions">
        {facts && <NextSteps {...facts} />}
        {application && <Identified application={application} />}
        {receipt && <Receipt receipt={receipt} printable={cycle.id === current.id} />}
        <Ask cycle={cycle} receipt={receipt} />
      </aside>
      <div class="status-main">
        {isEligible && verdict}
        {application && <AnsweredQuestions application={application} />}
        <PastMatches matches={past} title="Earlier proposals and terms" />
      </div>
    </div>
  );
}

/** What is known of an application at this moment. */
interface Facts {
  readonly application: Application;
  readonly match: Match | undefined;
  readonly cycle: Cycle;
  readonly deadline: Deadline;
  readonly open: boolean;
  readonly state: State;
}

function useFacts(application: Application | null, match: Match | undefined, cycle: Cycle): Facts | null {
  const now = useNow(CHECK_CLOCK_MS);
  if (!application) return null;
  const deadline = deadlineOf(cycle, application.extension);
  const open = phaseAt(now, cycle, deadline) === "open";
  return { application, match, cycle, deadline, open, state: stateOf(application, asOf(now, match), open) };
}

/** In these states what was changed after submitting no longer matters. */
const PAST_CHANGES: readonly State[] = ["matched", "over", "withdrawn"];

function Main({ facts }: { facts: Facts }) {
  const { application, deadline, open, state } = facts;
  return (
    <>
      <StateCard {...facts} asked={Boolean(openQuestion(application))} />
      {application.unsubmitted_changes && !PAST_CHANGES.includes(state) && (
        <Unsubmitted {...{ application, open, deadline }} />
      )}
      {deadline.extended && open && <Extended deadline={deadline} />}
    </>
  );
}

/** How someone identifies shows when they ask. */
function Identified({ application: { cycle, form } }: { application: Application }) {
  if (!form.self_identification) return null;
  return (
    <section aria-labelledby="identified">
      <h2 id="identified" class="card-title">
        Self-identification
      </h2>
      <p>You answered this. We show your answer only when you ask for it, and record that.</p>
      <OwnAnswers cycle={cycle} />
    </section>
  );
}

function Unsubmitted({ application, open, deadline }: Pick<Facts, "application" | "open" | "deadline">) {
  const title = "You have changes that you didn’t submit";
  const changed = <ChangedSince application={application} form={application.form as Form} />;
  if (!open) {
    return (
      <Notice title={title}>
        <p>We kept them, but they don’t count. What you submitted before the deadline counts.</p>
        {changed}
      </Notice>
    );
  }
  return (
    <Notice kind="warning" title={title}>
      {changed}
      <p>
        What you submitted counts until you submit again.{" "}
        <Link href={addressOfStep("review")}>Review and submit them</Link> by{" "}
        <Moment iso={deadline.iso} eastern={deadline.eastern} whole />
      </p>
    </Notice>
  );
}

function Extended({ deadline }: { deadline: Deadline }) {
  return (
    <Notice title="We extended your deadline">
      <p>
        You have until <Moment iso={deadline.iso} eastern={deadline.eastern} whole />
      </p>
    </Notice>
  );
}
