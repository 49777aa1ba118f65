/** The receipt: the proof that a submission arrived, to be kept or printed. */
import { ADDRESSES, addressOfStep } from "../../common/addresses.ts";
import { inReaderZone, readerIsInEastern } from "../../common/clock.ts";
import { Notice, Page } from "../../common/page.tsx";
import type { Cycle } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { Answers } from "./answers.tsx";
import type { AppProps } from "./app.ts";
import { Deadline, type PersonalWindow } from "./window.tsx";

/** The page at `/application/receipt`. */
export function Receipt({ app }: AppProps) {
  const { cycle, draft, person, window } = app;
  const { application } = draft;
  const receipt = application?.receipt;
  if (!receipt) return <NoReceipt />;
  const changed = application.unsubmitted_changes;
  return (
    <Page title="We received your application" lead={cycle.name}>
      {changed && (
        <Notice kind="warning" title="Changed since you submitted">
          <p>This receipt is for what you submitted. Your later changes don’t count until you submit again.</p>
        </Notice>
      )}
      <div class="card">
        <dl class="facts">
          <dt>Receipt number</dt>
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
        <Link href={ADDRESSES.status}>Check your status</Link>
      </p>
      <Next cycle={cycle} window={window} />
      {!changed && <Answers app={app} />}
    </Page>
  );
}

function NoReceipt() {
  return (
    <Page title="No receipt yet">
      <p>You’ll get a receipt when you submit your application.</p>
      <Link class="button" href={ADDRESSES.application}>
        Go to your application
      </Link>
    </Page>
  );
}

function Next({ cycle, window }: { cycle: Cycle; window: PersonalWindow }) {
  return (
    <section class="section screen" aria-labelledby="next">
      <h2 id="next">What happens next</h2>
      <ol class="steps">
        <li>
          <h3>We e-mail you this receipt</h3>
          <p>It comes with a copy of your answers, within a few minutes.</p>
        </li>
        <li>
          <h3>We check whether you’re eligible</h3>
          <p>You’ll get the result and every reason for it, by e-mail and on your status page.</p>
        </li>
        <li>
          <h3>We match mentors and mentees after the deadline</h3>
          <p>When we find a mentor for you, you both have {cycle.response_days} days to accept.</p>
        </li>
      </ol>
      {window.phase === "open" && (
        <>
          <Deadline window={window} />
          <p>
            Until then you can <Link href={ADDRESSES.application}>change your answers and submit again</Link>, or{" "}
            <Link href={addressOfStep("withdraw")}>withdraw</Link>.
          </p>
        </>
      )}
    </section>
  );
}
