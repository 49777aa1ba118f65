/** What the rules and staff decided, newest first, each with its reasons. */
import type { Verdict } from "../../common/records.ts";
import { Criteria } from "../parts/criteria.tsx";
import { OUTCOMES } from "../words.ts";

export function Verdicts({ verdicts }: { verdicts: readonly Verdict[] }) {
  const [newest, ...earlier] = [...verdicts].reverse();
  if (!newest) return <p>There’s no verdict yet. The rules decide within a minute of the submission.</p>;
  return (
    <>
      <One verdict={newest} />
      {earlier.length > 0 && (
        <details>
          <summary>
            {earlier.length} earlier {earlier.length === 1 ? "verdict" : "verdicts"}
          </summary>
          {earlier.map((verdict) => (
            <One key={verdict.decided_at} verdict={verdict} />
          ))}
        </details>
      )}
    </>
  );
}

function One({ verdict }: { verdict: Verdict }) {
  const { label, tone } = OUTCOMES[verdict.outcome];
  return (
    <div class="verdict">
      <p>
        <span class={`tag tag-${tone}`}>{label}</span> by {verdict.decided_by} for version {verdict.version}
      </p>
      {verdict.note && <blockquote class="note">{verdict.note}</blockquote>}
      <Criteria reasons={verdict.reasons} />
      <p class="fine">
        <time dateTime={verdict.decided_at}>{verdict.decided_at_et}</time> · policy {verdict.policy}
      </p>
    </div>
  );
}
