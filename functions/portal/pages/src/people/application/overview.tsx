/** The application as a whole: its state, and what to do next. */
import { ADDRESSES, addressOfStep } from "../../common/addresses.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Failure, Notice, Page } from "../../common/page.tsx";
import type { Application, Cycle } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import type { Schema } from "../../common/schema.ts";
import { APPLICATION } from "../own_application.ts";
import type { AppProps } from "./app.ts";
import { Conflicts, Restored } from "./conflicts.tsx";
import { Deleted } from "./deleted.tsx";
import { answersOf } from "./draft.ts";
import { StepList } from "./frame.tsx";
import { SaveState } from "./saved.tsx";
import { FIRST_STEP, missingIn, STEPS, titleOf } from "./steps.ts";
import { useAction } from "./submission.ts";
import { Closed, Deadline, Upcoming } from "./window.tsx";

const TITLE = "Your application";

/** The page at `/application`. */
export function Overview({ app }: AppProps) {
  const { cycle, schema, draft, window, editable } = app;
  const { application } = draft;
  if (window.phase === "upcoming") return <Before {...{ cycle, schema }} />;
  if (application?.status === "withdrawn") return <Withdrawn app={app} />;
  return (
    <Page title={TITLE} lead={cycle.name}>
      {editable && !application && window.deadline.extended && <Excepted />}
      {editable && <Deadline window={window} />}
      {window.phase === "closed" && <Closed {...{ cycle, window, application }} />}
      {app.isCarried && <Carried />}
      <Restored app={app} />
      <Deleted app={app} />
      <Conflicts app={app} />
      {application && <Submitted application={application} editable={editable} />}
      {editable ? <Steps app={app} /> : application && <Answers />}
      {application && <Leaving application={application} />}
    </Page>
  );
}

/** To a person without an application whom staff gave a deadline of their own. */
const Excepted = () => (
  <Notice kind="success" title="You can apply: we extended the deadline for you">
    <p>Our staff made an exception for your e-mail address. Submit your application by your own deadline.</p>
  </Notice>
);

/** That the answers of the eligibility check are here. */
const Carried = () => (
  <Notice kind="success" title="Your answers from the check are filled in">
    <p>You’ll see them on the steps and can change them. We left out your self-identification.</p>
  </Notice>
);

function Before({ cycle, schema }: { cycle: Cycle; schema: Schema }) {
  return (
    <Page title={TITLE} lead={cycle.name}>
      <Upcoming cycle={cycle} />
      <h2>What we’ll ask you</h2>
      <ol>
        {STEPS.map((step) => (
          <li key={step.name}>{titleOf(schema, step)}</li>
        ))}
      </ol>
    </Page>
  );
}

/** What was submitted, and whether it was changed since; nothing before that. */
function Submitted({ application, editable }: { application: Application; editable: boolean }) {
  const { receipt } = application;
  if (!receipt) return null;
  return (
    <>
      <Notice kind="success" title="Submitted">
        <p>
          Received {receipt.received_at_et}, receipt {receipt.number}.{" "}
          {editable && "You can change your answers and submit again until the deadline."}
        </p>
        <p>
          <Link href={addressOfStep("receipt")}>View your receipt</Link> ·{" "}
          <Link href={ADDRESSES.status}>Check your status</Link>
        </p>
      </Notice>
      {application.unsubmitted_changes && editable && (
        <Notice kind="warning" title="Changed since you submitted">
          <p>What you submitted counts. Your changes are saved, but they won’t count until you submit again.</p>
          <Link class="button" href={addressOfStep("review")}>
            Review and submit again
          </Link>
        </Notice>
      )}
    </>
  );
}

function Steps({ app }: AppProps) {
  const { schema, draft } = app;
  const answers = answersOf(draft);
  const next = STEPS.find((step) => missingIn(schema, step, answers).length > 0);
  const hasBegun = Object.keys(draft.base).length > 0;
  const submitted = draft.application?.receipt;
  return (
    <>
      {!hasBegun && <p>It takes about an hour. You can stop at any time: we save your answers as you type.</p>}
      <nav class="card" aria-label="Steps of the application">
        <StepList app={app} />
      </nav>
      {hasBegun && <SaveState app={app} />}
      <p class="buttons">
        {next ? (
          <Link class="button" href={addressOfStep((hasBegun ? next : FIRST_STEP).name)}>
            {hasBegun ? `Continue: ${titleOf(schema, next)}` : "Start your application"}
          </Link>
        ) : (
          <Link class={submitted ? "button button-quiet" : "button"} href={addressOfStep("review")}>
            {submitted ? "Review your answers" : "Review and submit"}
          </Link>
        )}
      </p>
    </>
  );
}

const Answers = () => (
  <p>
    <Link href={addressOfStep("review")}>See your answers</Link>
  </p>
);

function Leaving({ application: { status, receipt } }: { application: Application }) {
  const withdraw = <Link href={addressOfStep("withdraw")}>Withdraw your {receipt ? "application" : "draft"}</Link>;
  const discard = <Link href={addressOfStep("delete")}>Delete your draft</Link>;
  if (receipt) return status === "lapsed" ? null : <p class="apply-leave">{withdraw}</p>;
  return (
    <p class="apply-leave">
      {status !== "lapsed" && <>{withdraw} · </>}
      {discard}
    </p>
  );
}

function Withdrawn({ app }: AppProps) {
  const { cycle, window, draft } = app;
  const { application } = draft;
  const { busy, problem, run } = useAction(app);
  const reopen = () => call("PUT", APPLICATION, { params: { cycle: cycle.id }, body: {} });
  return (
    <Page title={TITLE} lead={cycle.name}>
      {window.phase === "closed" ? (
        <Closed {...{ cycle, window, application }} />
      ) : (
        <>
          <Notice title="You withdrew this application">
            <p>
              It’s no longer part of the program. We kept all your answers, and you can reopen it until the deadline.
            </p>
          </Notice>
          <Deadline window={window} />
          {problem && <Failure error={problem} />}
          <p class="buttons">
            <ActionButton type="button" busy={busy} onClick={() => run(reopen)}>
              Reopen your application
            </ActionButton>
            <Link href={addressOfStep("review")}>See your answers</Link>
          </p>
        </>
      )}
      {application && !application.receipt && (
        <p class="apply-leave">
          <Link href={addressOfStep("delete")}>Delete your draft</Link>
        </p>
      )}
    </Page>
  );
}
