/** The receipt: the proof that a submission arrived, to be kept or printed. */
import { useState } from "preact/hooks";
import { ADDRESSES, addressOfStep } from "../../common/addresses.ts";
import { announce } from "../../common/announce.ts";
import { inReaderZone, readerIsInEastern } from "../../common/clock.ts";
import { Notice, Page } from "../../common/page.tsx";
import { Link } from "../../common/router.ts";
import { isPart, textOf } from "../../common/values.ts";
import { Answers } from "./answers.tsx";
import type { AppProps } from "./app.ts";
import { answerAt, type Draft } from "./draft.ts";
import type { Path } from "./types.ts";
import { Deadline, DeadlineFile } from "./window.tsx";

/** The page at `/application/receipt`. */
export function Receipt({ app }: AppProps) {
  const { cycle, draft, person } = app;
  const { application } = draft;
  const receipt = application?.receipt;
  if (!receipt) return <NoReceipt />;
  const changed = application.unsubmitted_changes;
  return (
    <Page title={thanksTo(draft)} lead="We received your application.">
      {changed && (
        <Notice kind="warning" title="Changed since you submitted">
          <p>This receipt is for what you submitted. Your later changes don’t count until you submit again.</p>
        </Notice>
      )}
      <div class="card receipt-card">
        <dl class="facts">
          <dt>Receipt number</dt>
          <dd>
            <strong class="receipt-number">{receipt.number}</strong> <Copy text={receipt.number} />
          </dd>
          <dt>Program</dt>
          <dd>{cycle.name}</dd>
          <dt>Applicant</dt>
          <dd>
            {nameOf(draft)} ({person.email})
          </dd>
          <dt>Received</dt>
          <dd>
            <time dateTime={receipt.received_at}>{receipt.received_at_et}</time>
            {!readerIsInEastern(receipt.received_at) && (
              <p class="fine">{inReaderZone(receipt.received_at)} where you are</p>
            )}
          </dd>
        </dl>
        <details class="receipt-proof">
          <summary>Fingerprint of what you submitted</summary>
          <p class="fine">SHA-256: it proves that your answers are the ones we received.</p>
          <code class="receipt-digest">{receipt.sha256}</code>
        </details>
      </div>
      <p class="buttons screen">
        <button type="button" class="button button-quiet" onClick={() => print()}>
          Print this receipt
        </button>
        <Link href={ADDRESSES.status}>Check your status</Link>
      </p>
      <Next app={app} />
      {!changed && <Answers app={app} />}
    </Page>
  );
}

function textAt(draft: Draft, path: Path): string {
  const answer = answerAt(draft, path);
  return isPart(answer) ? "" : textOf(answer ?? null);
}

/** What the person is called, or what the form says. */
function thanksTo(draft: Draft): string {
  const name = textAt(draft, "applicant.preferred_name") || textAt(draft, "applicant.first_name");
  return name ? `Thank you, ${name}` : "Thank you";
}

const nameOf = (draft: Draft) =>
  [textAt(draft, "applicant.first_name"), textAt(draft, "applicant.last_name")].filter(Boolean).join(" ");

/** A button that copies a text. */
function Copy({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    announce("Copied.");
  };
  return (
    <button type="button" class="link screen" onClick={copy}>
      {copied ? "Copied" : "Copy"}
    </button>
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

function Next({ app }: AppProps) {
  const { cycle, window } = app;
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
          <DeadlineFile app={app} />
          <p>
            Until then you can <Link href={ADDRESSES.application}>change your answers and submit again</Link>, or{" "}
            <Link href={addressOfStep("withdraw")}>withdraw</Link>.
          </p>
        </>
      )}
    </section>
  );
}
