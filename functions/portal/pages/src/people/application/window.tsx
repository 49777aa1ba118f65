/** The window of this person: when it opens, when it closes, and what happened when it is closed. */
import { useEffect, useState } from "preact/hooks";
import { ADDRESSES, addressOfStep } from "../../common/addresses.ts";
import { announce } from "../../common/announce.ts";
import {
  countdown,
  inEastern,
  inReaderZone,
  lastSecondBefore,
  readerIsInEastern,
  serverNow,
  useNow,
} from "../../common/clock.ts";
import { Failure, Notice } from "../../common/page.tsx";
import type { Problem } from "../../common/problem.ts";
import type { Application, Cycle, Extension } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { deadlineOf, type Deadline as PersonalDeadline, phaseAt } from "../deadline.ts";
import { deadlineCalendar, download } from "../matches/calendar.ts";
import type { AppProps } from "./app.ts";

const LONGEST_TIMER = 2 ** 31 - 1;

/** The window as it counts for this person. */
export interface PersonalWindow {
  /** By the server's clock; it turns without a reload. */
  readonly phase: ReturnType<typeof phaseAt>;
  readonly deadline: PersonalDeadline;
}

/** The window of a cycle for a person with an `application`, or without one but perhaps with an `extension`. */
export function useWindow(
  cycle: Cycle,
  application: Application | null | undefined,
  extension: Extension | null,
): PersonalWindow {
  const [, setTurns] = useState(0);
  const deadline = deadlineOf(cycle, application ? application.extension : extension);
  const hasDraft = Boolean(application);
  const now = serverNow();
  const next = [Date.parse(cycle.opens_at), deadline.before].find((turn) => turn > now);
  useEffect(() => {
    if (!next) return undefined;
    const turn = () => {
      setTurns((turns) => turns + 1);
      if (serverNow() >= deadline.before) announce(`The deadline has passed.${hasDraft ? " We kept your draft." : ""}`);
    };
    const timer = setTimeout(turn, Math.min(next - serverNow() + 50, LONGEST_TIMER));
    return () => clearTimeout(timer);
  }, [next, deadline.before, hasDraft]);
  return { phase: phaseAt(now, cycle, deadline), deadline };
}

function Left({ until }: { until: number }) {
  const left = until - useNow();
  return <strong class="nowrap">{countdown(left)} left</strong>;
}

/** The deadline in Eastern Time and in the reader's, and how long is left. */
export function Deadline({ window: { phase, deadline } }: { window: PersonalWindow }) {
  return (
    <p>
      {deadline.extended ? "Deadline, extended for you: " : "Deadline: "}
      <time dateTime={deadline.iso}>{deadline.eastern}</time>
      {!readerIsInEastern(deadline.iso) && <> ({inReaderZone(deadline.iso)} where you are)</>}.{" "}
      {phase === "open" && (
        <>
          You can submit until {lastSecondBefore(deadline.before)}. <Left until={deadline.before} />
        </>
      )}
    </p>
  );
}

/** The deadline as an entry of the reader's calendar. */
export function DeadlineFile({ app }: AppProps) {
  const { application } = app.draft;
  const { phase, deadline } = app.window;
  if (!application || phase !== "open") return null;
  const url = new URL(ADDRESSES.application, location.origin).href;
  const save = () => download(deadlineCalendar(application, deadline, app.cycle.name, url), "deadline.ics");
  return (
    <p class="screen">
      <button type="button" class="link" onClick={save}>
        Add the deadline to your calendar
      </button>
    </p>
  );
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** On every step, by the server's clock: that the last day has begun, and the last hour. */
export function Hurry({ window: { phase, deadline } }: { window: PersonalWindow }) {
  const left = deadline.before - useNow();
  const span = left < HOUR ? "hour" : left < DAY ? "day" : null;
  const isShown = phase === "open" && span !== null;
  useEffect(() => {
    if (isShown) announce(`Less than one ${span} left. You can submit until ${lastSecondBefore(deadline.before)}.`);
  }, [isShown, span]);
  if (!isShown) return null;
  return (
    <div class="apply-hurry screen">
      <Notice kind="warning" title={`Less than one ${span} left: ${countdown(left)}`}>
        <p>
          You can submit until {lastSecondBefore(deadline.before)}, and as often as you like.{" "}
          <Link href={addressOfStep("review")}>Review and submit what you have</Link>
        </p>
      </Notice>
    </div>
  );
}

/** Before the window opens. */
export function Upcoming({ cycle }: { cycle: Cycle }) {
  return (
    <Notice title="Applications aren’t open yet">
      <p>
        They open on <time dateTime={cycle.opens_at}>{cycle.opens_at_et}</time>
        {!readerIsInEastern(cycle.opens_at) && <> ({inReaderZone(cycle.opens_at)} where you are)</>}. You can start here
        then, without reloading the page. The deadline is {cycle.deadline_et}.
      </p>
    </Notice>
  );
}

const NOT_SUBMITTED = "You didn’t submit your application before the deadline, so it isn’t part of matching.";

function outcomeOf(application: Application | null): string {
  if (!application) return "You don’t have an application in this cycle.";
  if (application.status === "lapsed" || application.status === "draft") return NOT_SUBMITTED;
  if (application.status === "withdrawn") return "You withdrew your application, and it can’t be reopened.";
  return "You submitted your application, and what you submitted counts.";
}

interface ClosedProps {
  readonly cycle: Cycle;
  readonly window: PersonalWindow;
  readonly application: Application | null;
  /** Whether something that was typed could not be saved any more. */
  readonly unsaved?: boolean;
}

/** After the deadline: what became of the application and whom to ask. */
export function Closed({ cycle, window, application, unsaved = false }: ClosedProps) {
  return (
    <Notice kind="warning" title="The deadline has passed">
      <p>
        It was {window.deadline.eastern}. {outcomeOf(application)}
      </p>
      {application?.unsubmitted_changes && application.status !== "withdrawn" && (
        <p>You changed some answers after you submitted. We kept those changes, but they don’t count.</p>
      )}
      {unsaved && (
        <p>Your last changes reached us too late to be saved. They’re shown below and kept in this browser.</p>
      )}
      <Ask cycle={cycle} />
    </Notice>
  );
}

/** A submission that came too late, as the server describes it. */
export function Late({ cycle, problem, hasDraft }: { cycle: Cycle; problem: Problem; hasDraft: boolean }) {
  const { received_at, received_at_et, deadline_et, late_by_seconds } = problem.body;
  if (!received_at || !deadline_et || late_by_seconds === undefined) return <Failure error={problem} />;
  return (
    <Notice kind="error" title="Your submission came after the deadline">
      <p>
        The deadline was {deadline_et}. We received your submission on {received_at_et ?? inEastern(received_at)}, at{" "}
        {secondsOf(received_at)}: {lateness(late_by_seconds)} too late.
      </p>
      <p>{hasDraft && "We kept your draft. "}Our staff can see that you tried to submit it.</p>
      <Ask cycle={cycle} />
    </Notice>
  );
}

const seconds = new Intl.DateTimeFormat("en-US", { timeStyle: "medium", timeZone: "America/New_York" });
const secondsOf = (iso: string) => seconds.format(new Date(iso));
const lateness = (by: number) => (by < 1 ? "less than a second" : countdown(by * 1000));

function Ask({ cycle }: { cycle: Cycle }) {
  return (
    <p>
      If something kept you from submitting on time, write to{" "}
      <a href={`mailto:${cycle.contact_email}`}>{cycle.contact_email}</a>. Our staff can extend your deadline.
    </p>
  );
}
