/** Whom to ask about an application. */
import { Link } from "../../common/router.ts";

/** The ways to ask; the receipt's number spares a question back. */
export function Ask({ cycle, receipt }) {
  const subject = receipt ? `?subject=${encodeURIComponent(`Application ${receipt.number}`)}` : "";
  return (
    <section aria-labelledby="ask-about">
      <h2 id="ask-about" class="card-title">
        Questions
      </h2>
      <p>
        A person answers{receipt && ", also if you think that a decision is wrong"}: write to{" "}
        <a href={`mailto:${cycle.contact_email}${subject}`}>{cycle.contact_email}</a> or{" "}
        <Link href="/#ask">use the question form</Link>.
        {receipt && ` Tell us your receipt’s number, ${receipt.number}.`}
      </p>
    </section>
  );
}
