/** Your status: where an application stands, what comes next, and the match. */
import { useNow } from "../../common/clock.ts";
import { useCycle } from "../../common/cycle.ts";
import { usePolling } from "../../common/loaded.ts";
import { Moment } from "../../common/moment.tsx";
import { Failure, Notice, Page, Skeleton } from "../../common/page.tsx";
import { Link } from "../../common/router.ts";
import { MatchCard } from "../matches/card.tsx";
import { PastMatches } from "../matches/past.tsx";
import { asOf, LIVE } from "../matches/words.ts";
import { Ask } from "./ask.tsx";
import { deadlineOf, isOpen } from "./deadline.ts";
import { useOwn } from "./load.ts";
import { NoApplication } from "./none.tsx";
import { Receipt } from "./receipt.tsx";
import { standingOf } from "./standing.ts";
import { Told } from "./told.tsx";
import { Verdict } from "./verdict.tsx";
import { Way } from "./way.tsx";

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
      {data && <Standing current={cycle} cycle={cycle} {...data} onAnswered={reload} />}
    </Page>
  );
}

function Standing({ application, matches, earlier, cycle, current, onAnswered }) {
  const now = useNow(CHECK_CLOCK_MS);
  const live = earlier.filter(({ state }) => LIVE.includes(state));
  const card = { side: "applicant", minMonths: cycle.term.min_months, onAnswered };
  const past = [...matches.slice(1), ...earlier.filter((match) => !live.includes(match))];
  const deadline = deadlineOf(cycle, application);
  const open = isOpen(cycle, deadline, now);
  const standing = application && standingOf(application, asOf(now, matches[0]), open);
  const facts = { application, match: matches[0], cycle, deadline, open, standing };
  const verdict = application?.verdict && <Verdict verdict={application.verdict} />;
  const settled = application?.verdict?.outcome === "eligible";
  return (
    <div class="status">
      <div class="status-main">
        {live.map((match) => (
          <MatchCard key={match.id} match={match} count={match.cycle} {...card} />
        ))}
        {application && <Main {...facts} card={card} />}
        {!settled && verdict}
        {(!application || cycle.id !== current.id) && <NoApplication cycle={current} />}
      </div>
      <aside class="status-aside" aria-label="Steps, receipt and questions">
        {application && <Way {...facts} />}
        {application?.receipt && <Receipt receipt={application.receipt} printed={cycle.id === current.id} />}
        <Ask cycle={cycle} receipt={application?.receipt} />
      </aside>
      <div class="status-main">
        {settled && verdict}
        <PastMatches matches={past} title="Earlier proposals and terms" />
      </div>
    </div>
  );
}

function Main({ application, match, cycle, deadline, open, standing, card }) {
  const counts = !["matched", "over", "withdrawn"].includes(standing);
  return (
    <>
      <Told {...{ standing, cycle, deadline, open }} />
      {counts && application.unsubmitted_changes && <Unsubmitted {...{ open, deadline }} />}
      {deadline.own && open && <Extended deadline={deadline} />}
      {match && <MatchCard match={match} {...card} />}
    </>
  );
}

function Unsubmitted({ open, deadline }) {
  const title = "You have changes that are not submitted";
  if (!open) {
    return (
      <Notice title={title}>
        <p>They are kept but do not count: what you submitted before the deadline stands.</p>
      </Notice>
    );
  }
  return (
    <Notice kind="warning" title={title}>
      <p>
        What you submitted stands until you submit again. <Link href="/application/review">Review and submit them</Link>{" "}
        until <Moment iso={deadline.iso} eastern={deadline.eastern} />
      </p>
    </Notice>
  );
}

function Extended({ deadline }) {
  return (
    <Notice title="Your deadline was extended">
      <p>
        Staff gave you until <Moment iso={deadline.iso} eastern={deadline.eastern} />
      </p>
    </Notice>
  );
}
