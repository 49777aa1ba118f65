/** What the criteria came to: every reason, with the program's sentence behind it. */
import type { Verdict as Decision, RuleOutcome } from "../../common/records.ts";
import { Criterion } from "../criterion.tsx";

const WORST_FIRST: readonly RuleOutcome[] = ["fails", "review", "passes"];

/** The verdict; what is in the way comes first. */
export function Verdict({ verdict }: { verdict: Decision }) {
  const isByStaff = verdict.decided_by === "staff";
  const reasons = [...verdict.reasons].sort(
    (left, right) => WORST_FIRST.indexOf(left.outcome) - WORST_FIRST.indexOf(right.outcome),
  );
  return (
    <section class="section" aria-labelledby="verdict">
      <h2 id="verdict">The criteria, one by one</h2>
      {isByStaff && <ByStaff verdict={verdict} />}
      <ul class="rows">
        {reasons.map((reason) => (
          <Criterion key={reason.rule} reason={reason} />
        ))}
      </ul>
      <p class="fine">
        {isByStaff ? "Decided by our staff" : "Checked by the program’s rules"} on{" "}
        <time dateTime={verdict.decided_at}>{verdict.decided_at_et}</time>.
      </p>
    </section>
  );
}

function ByStaff({ verdict: { note, reasons } }: { verdict: Decision }) {
  return (
    <>
      <p>Our staff read your application and decided{note ? ":" : "."}</p>
      {note && <blockquote class="note">{note}</blockquote>}
      {reasons.length > 0 && <p>Before that, the program’s rules found this:</p>}
    </>
  );
}
