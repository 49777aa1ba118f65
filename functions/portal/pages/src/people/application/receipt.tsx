/** The receipt: the proof that a submission arrived, to be kept or printed. */
import { inReaderZone, readerIsInEastern } from "../../common/clock.ts";
import { Notice, Page } from "../../common/page.tsx";
import { Link } from "../../common/router.ts";
import { Answers } from "./answers.tsx";
import { Deadline } from "./window.tsx";

/** The page at `/application/receipt`. */
export function Receipt({ app }) {
  const { cycle, draft, person, window } = app;
  const { application } = draft;
  const receipt = application?.receipt;
  if (!receipt) return <NoReceipt />;
  const changed = application.unsubmitted_changes;
  return (
    <Page title="Your application was received" lead={cycle.name}>
      {changed && (
        <Notice kind="warning" title="Changed since you submitted">
          <p>This receipt is of what you submitted. Your later changes do not count until you submit again.</p>
        </Notice>
      )}
      <div class="card">
        <dl class="facts">
          <dt>Receipt</dt>
          <dd>
            <strong class="receipt-number">{receipt.number}</strong>
          </dd>
          <dt>Applicant</dt>
          <dd>{person.email}</dd>
          <dt>Received</dt>
          <dd>
            <time dateTime={receipt.received_at}>{receipt.received_at_et}</time>
            {!readerIsInEastern(receipt.received_at) && (
              <p class="fine">{inReaderZone(receipt.received_at)} where you are</p>
            )}
          </dd>
          <dt>SHA-256 of what you submitted</dt>
          <dd>
            <code class="receipt-digest">{receipt.sha256}</code>
          </dd>
        </dl>
      </div>
      <p class="buttons screen">
        <button type="button" class="button button-quiet" onClick={() => print()}>
          Print this receipt
        </button>
        <Link href="/status">See where your application stands</Link>
      </p>
      <Next cycle={cycle} window={window} />
      {!changed && <Answers app={app} />}
    </Page>
  );
}

function NoReceipt() {
  return (
    <Page title="No receipt yet">
      <p>There is a receipt as soon as you have submitted your application.</p>
      <Link class="button" href="/application">
        Go to your application
      </Link>
    </Page>
  );
}

function Next({ cycle, window }) {
  return (
    <section class="section screen" aria-labelledby="next">
      <h2 id="next">What happens next</h2>
      <ol class="steps">
        <li>
          <h3>We mail you this receipt</h3>
          <p>With a copy of your answers, within a few minutes.</p>
        </li>
        <li>
          <h3>Your eligibility is checked</h3>
          <p>You are told the result and every reason for it, by e-mail and on your status page.</p>
        </li>
        <li>
          <h3>Mentors and mentees are matched after the deadline</h3>
          <p>When there is a mentor for you, both of you have {cycle.response_days} days to accept.</p>
        </li>
      </ol>
      {window.phase === "open" && (
        <>
          <Deadline window={window} />
          <p>
            Until then you can <Link href="/application">change your answers and submit again</Link>, or{" "}
            <Link href="/application/withdraw">withdraw</Link>.
          </p>
        </>
      )}
    </section>
  );
}
