/** The window of this person: when it opens, when it closes, and what has happened when it is closed. */
import { useEffect, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { countdown, inEastern, inReaderZone, readerIsInEastern, serverNow, useNow } from "../../common/clock.ts";
import { Notice } from "../../common/page.tsx";

const MINUTE = 60_000;
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * `{phase, closesAt, last, last_et, extended}`: phase is `upcoming`, `open` or `closed` by the server's clock and turns
 * by itself; `closesAt` is the first late instant, `last` the start of the last minute.
 */
export function useWindow(cycle, extension) {
  const [, setTurns] = useState(0);
  const opensAt = Date.parse(cycle.opens_at);
  const extended = Date.parse(extension?.until) > Date.parse(cycle.accepts_before);
  const closesAt = Date.parse(extended ? extension.until : cycle.accepts_before);
  const now = serverNow();
  const next = [opensAt, closesAt].find((turn) => turn > now);
  useEffect(() => {
    if (!next) return undefined;
    const turn = () => {
      setTurns((turns) => turns + 1);
      if (serverNow() >= closesAt) announce("The deadline has passed. Your draft is kept.");
    };
    const timer = setTimeout(turn, Math.min(next - serverNow() + 50, LONGEST_TIMER));
    return () => clearTimeout(timer);
  }, [next, closesAt]);
  const phase = now < opensAt ? "upcoming" : now < closesAt ? "open" : "closed";
  const last = new Date(closesAt - MINUTE).toISOString();
  return { phase, closesAt, last, last_et: extended ? extension.until_et : cycle.deadline_et, extended };
}

function Left({ until }) {
  const left = until - useNow();
  return <strong class="nowrap">{countdown(left)} left</strong>;
}

/** The deadline in Eastern Time and in the reader's, and how long is left. */
export function Deadline({ window }) {
  return (
    <p>
      {window.extended ? "Deadline, extended for you: " : "Deadline: "}
      <time dateTime={window.last}>{window.last_et}</time>
      {!readerIsInEastern(window.last) && <> ({inReaderZone(window.last)} where you are)</>}.{" "}
      {window.phase === "open" && <Left until={window.closesAt} />}
    </p>
  );
}

/** Before the window opens. */
export function Upcoming({ cycle }) {
  return (
    <Notice title="Applications are not open yet">
      <p>
        They open on <time dateTime={cycle.opens_at}>{cycle.opens_at_et}</time>
        {!readerIsInEastern(cycle.opens_at) && <> ({inReaderZone(cycle.opens_at)} where you are)</>}. This page opens by
        itself then. The deadline is {cycle.deadline_et}.
      </p>
    </Notice>
  );
}

const OUTCOMES = {
  lapsed: "Your application was not submitted before the deadline, so it does not take part.",
  draft: "Your application was not submitted before the deadline, so it does not take part.",
  withdrawn: "You withdrew your application; it can no longer be taken up again.",
};

function whatBecame(application) {
  if (!application) return "You have no application in this cycle.";
  const stands = "Your application was submitted, and what you submitted stands.";
  return OUTCOMES[application.status] ?? stands;
}

/** After the deadline: what became of the application and whom to ask. */
export function Closed({ cycle, window, application, unsaved }) {
  return (
    <Notice kind="warning" title="The deadline has passed">
      <p>
        It was {window.last_et}. {whatBecame(application)}
      </p>
      {application?.unsubmitted_changes && application.status !== "withdrawn" && (
        <p>You changed answers after you submitted; those changes are kept but do not count.</p>
      )}
      {unsaved && (
        <p>What you typed last reached us too late to be saved; it is shown below and kept in this browser.</p>
      )}
      <Ask cycle={cycle} />
    </Notice>
  );
}

/** A submission that came too late, as the server tells it. */
export function Late({ cycle, problem }) {
  const { received_at, received_at_et, deadline_et, late_by_seconds } = problem.body;
  return (
    <Notice kind="error" title="This came after the deadline">
      <p>
        The deadline was {deadline_et}. We received your submission on {received_at_et ?? inEastern(received_at)}, at{" "}
        {secondsOf(received_at)}: {lateness(late_by_seconds)} too late.
      </p>
      <p>Your draft is kept, and the program’s staff can see that you tried.</p>
      <Ask cycle={cycle} />
    </Notice>
  );
}

const seconds = new Intl.DateTimeFormat("en-US", { timeStyle: "medium", timeZone: "America/New_York" });
const secondsOf = (iso) => seconds.format(new Date(iso));
const lateness = (by) => (by < 1 ? "less than a second" : countdown(by * 1000));

function Ask({ cycle }) {
  return (
    <p>
      If something kept you from submitting in time, write to{" "}
      <a href={`mailto:${cycle.contact_email}`}>{cycle.contact_email}</a>: staff can extend the deadline for a person.
    </p>
  );
}
