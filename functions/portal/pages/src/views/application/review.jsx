/** All answers at a glance, and the way to submit them. */
import { useState } from "preact/hooks";
import { announce } from "../../announce.js";
import { ErrorSummary } from "../../fields.jsx";
import { ActionButton, Failure, Notice, Page } from "../../page.jsx";
import { Link, navigate } from "../../router.js";
import { Answers } from "./answers.jsx";
import { Conflicts, Restored } from "./conflicts.jsx";
import { goToField } from "./step.jsx";
import { stepOf } from "./steps.js";
import { useAction } from "./submission.js";
import { Closed, Deadline, Late, Upcoming } from "./window.jsx";

/** The page at `/application/review`, and at every step's when nothing can be changed. */
export function Review({ app }) {
  const { cycle, window, draft, editable, problem } = app;
  const { application } = draft;
  if (editable) return <Submitting app={app} />;
  const unsaved = Object.keys(draft.changes).length > 0;
  const refusedLate = problem?.type === "deadline_passed" && app.phase === "closed";
  return (
    <Page title="Your answers" lead={cycle.name}>
      {window.phase === "upcoming" && <Upcoming cycle={cycle} />}
      {(window.phase === "closed" || refusedLate) && <Closed {...{ cycle, window, application, unsaved }} />}
      {window.phase === "open" && !refusedLate && <Fixed application={application} problem={problem} />}
      {(application || unsaved) && <Answers app={app} />}
      <p>
        <Link href="/application">Your application</Link>
      </p>
    </Page>
  );
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

function useSubmission(app) {
  const { saving, setLacking } = app;
  const [errors, setErrors] = useState(null);
  const { busy, problem, run } = useAction(app);
  const [saves, setSaves] = useState(false);
  const stop = (found) => {
    setLacking(found);
    setErrors(found);
  };
  const submit = async () => {
    if (busy || saves) return;
    setSaves(true);
    setErrors(null);
    await saving.flush();
    setSaves(false);
    const { draft, phase } = saving.state();
    const refused = Object.entries(draft.refused).map(([field, message]) => ({ field, message }));
    if (refused.length) return stop(refused);
    if (draft.conflicts.length || phase !== "saved") return undefined;
    const { body, failed } = await run("POST", "/submission", undefined, draft.etag);
    if (failed?.type === "incomplete") return stop(failed.errors);
    if (failed?.type === "stale_version") saving.adopt(failed.body.current);
    if (!body) return undefined;
    saving.settle();
    announce("Submitted.");
    navigate("/application/receipt");
    return undefined;
  };
  return { submit, busy: busy || saves, problem, errors };
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
      <Trouble {...{ cycle, problem }} />
      <Answers app={app} changes />
      <Deadline window={window} />
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
