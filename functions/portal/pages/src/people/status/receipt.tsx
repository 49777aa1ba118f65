/** The proof that an application arrived. */
import { addressOfStep } from "../../common/addresses.ts";
import type { Receipt as Proof } from "../../common/records.ts";
import { Link } from "../../common/router.ts";

/** The receipt of what was submitted last; `printable` is whether the application page has it to print. */
export function Receipt({ receipt, printable }: { receipt: Proof; printable: boolean }) {
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt" class="card-title">
        Your receipt
      </h2>
      <dl class="receipt">
        <dt>Number</dt>
        <dd>{receipt.number}</dd>
        <dt>Received</dt>
        <dd>
          <time dateTime={receipt.received_at}>{receipt.received_at_et}</time>
        </dd>
      </dl>
      {printable && (
        <p>
          <Link href={addressOfStep("receipt")}>View and print your receipt</Link>
        </p>
      )}
    </section>
  );
}
