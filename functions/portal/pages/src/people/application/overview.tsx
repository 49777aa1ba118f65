/** The application as a whole: where it stands and what to do next. */
import { ActionButton, Failure, Notice, Page } from "../../common/page.tsx";
import { Link } from "../../common/router.ts";
import { Conflicts, Restored } from "./conflicts.tsx";
import { answersOf } from "./draft.ts";
import { StepList } from "./frame.tsx";
import { SaveState } from "./saved.tsx";
import { addressOfStep, lackingIn, STEPS, titleOf } from "./steps.ts";
import { useAction } from "./submission.ts";
import { Closed, Deadline, Upcoming } from "./window.tsx";

const TITLE = "Your application";

/** The page at `/application`. */
export function Overview({ app }) {
  const { cycle, schema, draft, window, editable } = app;
  const { application } = draft;
  if (window.phase === "upcoming") return <Before {...{ cycle, schema }} />;
  if (application?.status === "withdrawn") return <Withdrawn app={app} />;
  return (
    <Page title={TITLE} lead={cycle.name}>
      {editable && <Deadline window={window} />}
      {window.phase === "closed" && <Closed {...{ cycle, window, application }} />}
      <Restored app={app} />
      <Conflicts app={app} />
      <Standing application={application} editable={editable} />
      {editable ? <Steps app={app} /> : application && <Answers />}
      {application?.status !== "lapsed" && application && <Leaving />}
    </Page>
  );
}

function Before({ cycle, schema }) {
  return (
    <Page title={TITLE} lead={cycle.name}>
      <Upcoming cycle={cycle} />
      <h2>What you will be asked for</h2>
      <ol>
        {STEPS.map((step) => (
          <li key={step.name}>{titleOf(schema, step)}</li>
        ))}
      </ol>
    </Page>
  );
}

function Standing({ application, editable }) {
  const receipt = application?.receipt;
  if (!receipt) return null;
  return (
    <>
      <Notice kind="success" title="Submitted">
        <p>
          Received {receipt.received_at_et}, receipt {receipt.number}.{" "}
          {editable && "You can change your answers and submit again until the deadline."}
        </p>
        <p>
          <Link href="/application/receipt">See the receipt</Link> · <Link href="/status">See where it stands</Link>
        </p>
      </Notice>
      {application.unsubmitted_changes && editable && (
        <Notice kind="warning" title="Changed since you submitted">
          <p>What you submitted counts until you submit again; your changes are saved but do not count yet.</p>
          <Link class="button" href="/application/review">
            Review and submit again
          </Link>
        </Notice>
      )}
    </>
  );
}

function Steps({ app }) {
  const { schema, draft } = app;
  const values = answersOf(draft);
  const next = STEPS.find((step) => lackingIn(schema, step, values).length > 0);
  const begun = Object.keys(draft.base).length > 0;
  const submitted = draft.application?.receipt;
  return (
    <>
      {!begun && <p>It takes about 20 minutes. You can stop at any time: your answers save themselves as you type.</p>}
      <nav class="card" aria-label="Steps of the application">
        <StepList app={app} />
      </nav>
      {begun && <SaveState state={app} />}
      <p class="buttons">
        {next ? (
          <Link class="button" href={addressOfStep(begun ? next : STEPS[0])}>
            {begun ? `Continue: ${titleOf(schema, next)}` : "Begin"}
          </Link>
        ) : (
          <Link class={submitted ? "button button-quiet" : "button"} href="/application/review">
            {submitted ? "Review your answers" : "Review and submit"}
          </Link>
        )}
      </p>
    </>
  );
}

const Answers = () => (
  <p>
    <Link href="/application/review">See your answers</Link>
  </p>
);

const Leaving = () => (
  <p class="apply-leave">
    <Link href="/application/withdraw">Withdraw your application</Link>
  </p>
);

function Withdrawn({ app }) {
  const { cycle, window, draft } = app;
  const { application } = draft;
  const { busy, problem, run } = useAction(app);
  return (
    <Page title={TITLE} lead={cycle.name}>
      {window.phase === "closed" ? (
        <Closed {...{ cycle, window, application }} />
      ) : (
        <>
          <Notice title="You withdrew this application">
            <p>
              It takes no part any more. All your answers are kept, and until the deadline you can take it up again.
            </p>
          </Notice>
          <Deadline window={window} />
          {problem && <Failure error={problem} />}
          <p class="buttons">
            <ActionButton type="button" busy={busy} onClick={() => run("PUT", "", {})}>
              Take it up again
            </ActionButton>
            <Link href="/application/review">See your answers</Link>
          </p>
        </>
      )}
    </Page>
  );
}
