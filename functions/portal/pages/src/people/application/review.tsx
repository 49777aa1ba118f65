/** All answers at a glance, and the way to submit them. */

import type { ComponentProps } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ADDRESSES, addressOfStep } from "../../common/addresses.ts";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ErrorSummary } from "../../common/fields.tsx";
import { ActionButton, Failure, Notice, Page } from "../../common/page.tsx";
import { Failing, type FieldError, inFormOrder, Problem, problemType } from "../../common/problem.ts";
import type { Application, Cycle } from "../../common/records.ts";
import { Link, navigate } from "../../common/router.ts";
import { ChangedSince } from "../changed.tsx";
import { APPLICATION } from "../own_application.ts";
import { Answers } from "./answers.tsx";
import type { App, AppProps } from "./app.ts";
import { beginChange } from "./change.ts";
import { Conflicts, Restored } from "./conflicts.tsx";
import { Deleted } from "./deleted.tsx";
import { answersOf, unsaved } from "./draft.ts";
import { nest } from "./merge.ts";
import { storedCopy } from "./refusals.ts";
import type { SavingState } from "./saving.ts";
import { goToField } from "./step.tsx";
import { allPaths, stepOf } from "./steps.ts";
import { useAction } from "./submission.ts";
import { Closed, Deadline, DeadlineFile, Late, Upcoming } from "./window.tsx";

/** The page at `/application/review`, and at every step's when nothing can be changed. */
export function Review({ app }: AppProps) {
  const { cycle, window, draft, editable, problem } = app;
  const { application } = draft;
  if (editable) return <Submitting app={app} />;
  const isUnsaved = Object.keys(unsaved(draft)).length > 0;
  const isOver = window.phase === "closed";
  return (
    <Page title="Your answers" lead={cycle.name}>
      {window.phase === "upcoming" && <Upcoming cycle={cycle} />}
      {isOver &&
        (app.late ? (
          <TooLate cycle={cycle} problem={app.late} hasDraft={application !== null} />
        ) : (
          <Closed {...{ cycle, window, application }} unsaved={isUnsaved} />
        ))}
      {window.phase === "open" && <Fixed application={application} problem={problem} />}
      {(application || isUnsaved) && <Answers app={app} />}
      <p>
        <Link href={ADDRESSES.application}>Your application</Link>
      </p>
    </Page>
  );
}

/** What happened is at the head of the page, and the press that caused it at its foot. */
function TooLate(props: ComponentProps<typeof Late>) {
  useEffect(() => scrollTo(0, 0), []);
  return <Late {...props} />;
}

/** While the window is open: why nothing can be changed all the same. */
function Fixed({ application, problem }: { application: Application | null; problem: Error | null }) {
  const isMatched = application?.status === "matched" || application?.status === "unmatched";
  return (
    <Notice title="You can’t change these answers anymore">
      <p>{isMatched ? "Your application has already been through matching." : problem?.message}</p>
      <Link href={ADDRESSES.status}>Check your status</Link>
    </Notice>
  );
}

/** Why answers cannot be submitted as they show. */
interface Obstacle {
  readonly errors?: readonly FieldError[];
  readonly problem?: Error | null;
}

/** Some answers wait for a choice between two versions. */
class Undecided extends Failing {
  readonly title = "Not submitted yet";

  constructor() {
    super("Some answers were changed in two places. At the top of the page, choose which ones to keep, then submit.");
  }
}

/** What keeps the answers from being submitted; null when nothing does. */
function obstacleTo({ draft, phase, problem }: SavingState): Obstacle | null {
  if (!draft) return { problem };
  const errors = Object.entries(draft.refused).map(([field, message]) => ({ field, message }));
  if (errors.length) return { errors };
  if (draft.conflicts.length) return { problem: new Undecided() };
  // A submission that is too late is sent all the same: staff see who tried.
  return phase === "saved" || problemType(problem) === "deadline_passed" ? null : { problem };
}

function useSubmission(app: App) {
  const { cycle, schema, saving, setMissing, setLate } = app;
  const [stopped, setStopped] = useState<Obstacle>({});
  const [isSaving, setSaving] = useState(false);
  const { busy, problem, run } = useAction(app);
  const stop = ({ errors, problem: why }: Obstacle) => {
    const sorted = errors && inFormOrder(allPaths(schema), errors);
    setMissing(sorted ?? []);
    setStopped(sorted ? { errors: sorted } : { problem: why ?? null });
  };
  const send = async () => {
    const request = { params: { cycle: cycle.id }, etag: saving.state().draft?.etag };
    const { done, failed } = await run(() => call("POST", `${APPLICATION}/submission`, request));
    if (failed instanceof Problem) {
      if (failed.type === "deadline_passed") setLate(failed);
      if (failed.type === "incomplete") stop({ errors: failed.errors });
      if (failed.type === "stale_version") saving.adopt(storedCopy(failed));
    }
    if (!done) return;
    saving.clear();
    announce("Your application is submitted.");
    navigate(addressOfStep("receipt"));
  };
  const submit = async () => {
    if (busy || isSaving) return;
    setSaving(true);
    setStopped({});
    await saving.flush();
    setSaving(false);
    const obstacle = obstacleTo(saving.state());
    if (obstacle) stop(obstacle);
    else await send();
  };
  return { submit, busy: busy || isSaving, problem: stopped.problem ?? problem, errors: stopped.errors };
}

function Submitting({ app }: AppProps) {
  const { cycle, schema, window, draft } = app;
  const { submit, busy, problem, errors } = useSubmission(app);
  const { application } = draft;
  const isAgain = application?.receipt !== undefined;
  const follow = (field: string) => {
    const step = stepOf(schema, field);
    if (step) {
      beginChange(step, answersOf(draft));
      goToField(step, field);
    }
  };
  const isDone = isAgain && !application.unsubmitted_changes && !Object.keys(unsaved(draft)).length;
  return (
    <Page
      title={isAgain ? "Review your answers" : "Review and submit"}
      lead={!isDone && <Effect again={application} />}
    >
      {isAgain && !isDone && <ChangedSince application={application} form={nest(answersOf(draft))} />}
      <Restored app={app} />
      <Deleted app={app} />
      <Conflicts app={app} />
      {errors && (
        <ErrorSummary schema={schema} errors={errors} onFollow={follow} title="Your application isn’t complete" />
      )}
      <Answers app={app} changes />
      <Deadline window={window} />
      <DeadlineFile app={app} />
      {problem && <Trouble {...{ cycle, problem }} hasDraft={application !== null} />}
      {isDone ? (
        <p>
          These are the answers you submitted. <Link href={addressOfStep("receipt")}>View your receipt</Link>
        </p>
      ) : (
        <p class="buttons">
          <ActionButton type="button" busy={busy} busyLabel="Submitting…" onClick={submit}>
            {isAgain ? "Submit again" : "Submit your application"}
          </ActionButton>
        </p>
      )}
    </Page>
  );
}

/** What submitting does, said before all answers. */
function Effect({ again }: { again: Application | null }) {
  const before = again?.receipt;
  if (!before) {
    return (
      <p>
        Read your answers once more, then submit them at the end of this page. We check whether you’re eligible and
        e-mail you a receipt. You can change and resubmit them until the deadline.
      </p>
    );
  }
  return (
    <p>
      When you submit again, these answers replace the ones we received on {before.received_at_et}, and we check again
      whether you’re eligible. Until then, the earlier ones count.
    </p>
  );
}

function Trouble({ cycle, problem, hasDraft }: { cycle: Cycle; problem: Error; hasDraft: boolean }) {
  if (!(problem instanceof Problem)) return <Failure error={problem} />;
  if (problem.type === "incomplete") return null;
  if (problem.type === "deadline_passed") return <Late {...{ cycle, problem, hasDraft }} />;
  return <Failure error={problem} />;
}
