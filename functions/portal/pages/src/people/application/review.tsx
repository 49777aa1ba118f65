/** All answers at a glance, and the way to submit them. */
import { useEffect, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { ErrorSummary } from "../../common/fields.tsx";
import { ActionButton, Failure, Notice, Page } from "../../common/page.tsx";
import { Link, navigate } from "../../common/router.ts";
import { Answers } from "./answers.tsx";
import { Conflicts, Restored } from "./conflicts.tsx";
import { goToField } from "./step.tsx";
import { stepOf } from "./steps.ts";
import { useAction } from "./submission.ts";
import { Closed, Deadline, Late, Upcoming } from "./window.tsx";

/** The page at `/application/review`, and at every step's when nothing can be changed. */
export function Review({ app }) {
  const { cycle, window, draft, editable, problem } = app;
  const { application } = draft;
  if (editable) return <Submitting app={app} />;
  const unsaved = Object.keys(draft.changes).length > 0;
  const over = window.phase === "closed";
  return (
    <Page title="Your answers" lead={cycle.name}>
      {window.phase === "upcoming" && <Upcoming cycle={cycle} />}
      {over &&
        (app.late ? (
          <TooLate cycle={cycle} problem={app.late} />
        ) : (
          <Closed {...{ cycle, window, application, unsaved }} />
        ))}
      {window.phase === "open" && <Fixed application={application} problem={problem} />}
      {(application || unsaved) && <Answers app={app} />}
      <p>
        <Link href="/application">Your application</Link>
      </p>
    </Page>
  );
}

/** What happened stands at the head of the page, and the press that caused it at its foot. */
function TooLate({ cycle, problem }) {
  useEffect(() => scrollTo(0, 0), []);
  return <Late cycle={cycle} problem={problem} />;
}

function Fixed({ application, problem }) {
  const matched = ["matched", "unmatched"].includes(application?.status);
  return (
    <Notice title="These answers can no longer be changed">
      <p>{matched ? "Your application has been through matching." : problem?.message}</p>
      <Link href="/status">See where it stands</Link>
    </Notice>
  );
}

/** What keeps the answers from being submitted as they show: `{errors}` or `{problem}`; null when nothing does. */
function hindrance({ draft, phase, problem }) {
  const errors = Object.entries(draft.refused).map(([field, message]) => ({ field, message }));
  if (errors.length) return { errors };
  if (draft.conflicts.length) return { problem: UNDECIDED };
  // A submission that is too late is sent all the same: staff see who tried.
  return phase === "saved" || problem?.type === "deadline_passed" ? null : { problem };
}

const UNDECIDED = {
  title: "Not submitted yet",
  message: "Some answers were changed in two places. Choose at the top of the page which ones to keep, then submit.",
};

function useSubmission(app) {
  const { saving, setLacking, setLate } = app;
  const [stopped, setStopped] = useState({});
  const [saves, setSaves] = useState(false);
  const { busy, problem, run } = useAction(app);
  const stop = (found) => {
    setLacking(found.errors ?? []);
    setStopped(found);
  };
  const send = async () => {
    const { body, failed } = await run("POST", "/submission", undefined, saving.state().draft.etag);
    if (failed?.type === "deadline_passed") setLate(failed);
    if (failed?.type === "incomplete") stop({ errors: failed.errors });
    if (failed?.type === "stale_version") saving.adopt(failed.body.current);
    if (!body) return;
    saving.settle();
    announce("Submitted.");
    navigate("/application/receipt");
  };
  const submit = async () => {
    if (busy || saves) return;
    setSaves(true);
    setStopped({});
    await saving.flush();
    setSaves(false);
    const found = hindrance(saving.state());
    if (found) stop(found);
    else await send();
  };
  return { submit, busy: busy || saves, problem: stopped.problem ?? problem, errors: stopped.errors };
}

function Submitting({ app }) {
  const { cycle, schema, window, draft } = app;
  const { submit, busy, problem, errors } = useSubmission(app);
  const again = draft.application?.receipt;
  const follow = (field) => {
    const step = stepOf(schema, field);
    if (step) goToField(step, field);
  };
  const done = again && !draft.application.unsubmitted_changes && !Object.keys(draft.changes).length;
  return (
    <Page title={again ? "Review your answers" : "Review and submit"}>
      <Restored app={app} />
      <Conflicts app={app} />
      {errors && <ErrorSummary schema={schema} errors={errors} onFollow={follow} title="This still needs you" />}
      <Answers app={app} changes />
      <Deadline window={window} />
      <Trouble {...{ cycle, problem }} />
      {done ? (
        <p>
          These are the answers that you submitted. <Link href="/application/receipt">See the receipt</Link>
        </p>
      ) : (
        <p class="buttons">
          <ActionButton type="button" busy={busy} busyLabel="Submitting…" onClick={submit}>
            {again ? "Submit again" : "Submit the application"}
          </ActionButton>
        </p>
      )}
    </Page>
  );
}

function Trouble({ cycle, problem }) {
  if (!problem || problem.type === "incomplete") return null;
  if (problem.type === "deadline_passed") return <Late {...{ cycle, problem }} />;
  return <Failure error={problem} />;
}
