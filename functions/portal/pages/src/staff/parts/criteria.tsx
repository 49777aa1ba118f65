/** What the rules found: what is in the way in full and first, what is met in a line that opens. */
import type { Reason, RuleOutcome } from "../../common/records.ts";

const WORST_FIRST: readonly RuleOutcome[] = ["fails", "review"];

export function Criteria({ reasons }: { reasons: readonly Reason[] }) {
  const open = WORST_FIRST.flatMap((outcome) => reasons.filter((reason) => reason.outcome === outcome));
  const met = reasons.filter(({ outcome }) => outcome === "passes");
  return (
    <>
      {open.length > 0 && (
        <ul class="criteria">
          {open.map((reason) => (
            <Open key={reason.rule} reason={reason} />
          ))}
        </ul>
      )}
      {met.length > 0 && (
        <details class="criteria-met">
          <summary>Met: {met.map(({ title }) => title).join(", ")}</summary>
          <ul>
            {met.map(({ rule, message }) => (
              <li key={rule}>{message}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Open({ reason: { title, outcome, message, source } }: { reason: Reason }) {
  return (
    <li>
      <strong>{title}</strong>{" "}
      {outcome === "fails" ? <span class="tag tag-error">Not met</span> : <span class="tag tag-warning">Review</span>}
      <p>{message}</p>
      <p class="fine">“{source}”</p>
    </li>
  );
}
