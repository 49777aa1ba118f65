/** Whom to ask about an application. */
import { ASK } from "../../common/addresses.ts";
import type { Cycle, Receipt } from "../../common/records.ts";
import { Link } from "../../common/router.ts";

/** The ways to ask; the receipt's number saves asking back. */
export function Ask({ cycle, receipt }: { cycle: Cycle; receipt: Receipt | undefined }) {
  const subject = receipt ? `?subject=${encodeURIComponent(`Application ${receipt.number}`)}` : "";
  return (
    <section aria-labelledby="ask-about">
      <h2 id="ask-about" class="card-title">
        Questions
      </h2>
      <p>
        {receipt ? "If you have a question, or think a decision is wrong" : "If you have a question"}, write to{" "}
        <a href={`mailto:${cycle.contact_email}${subject}`}>{cycle.contact_email}</a> or{" "}
        <Link href={ASK}>use the question form</Link>. A person will answer you.
        {receipt && ` Please give your receipt number, ${receipt.number}.`}
      </p>
    </section>
  );
}
