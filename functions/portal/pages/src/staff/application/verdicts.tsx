/** What the rules and staff decided, newest first, each with its reasons. */
import { Criteria } from "../parts/criteria.tsx";
import { type Actors, actorOf } from "../parts/events.tsx";
import { OUTCOMES, type Verdict } from "../words.ts";

interface VerdictsProps {
  readonly verdicts: readonly Verdict[];
  readonly actors: Actors;
}

export function Verdicts({ verdicts, actors }: VerdictsProps) {
  const [newest, ...earlier] = [...verdicts].reverse();
  if (!newest) return <p>There’s no verdict yet. The rules decide within a minute of the submission.</p>;
  return (
    <>
      <One verdict={newest} actors={actors} />
      {earlier.length > 0 && (
        <details>
          <summary>
            {earlier.length} earlier {earlier.length === 1 ? "verdict" : "verdicts"}
          </summary>
          {earlier.map((verdict) => (
            <One key={verdict.decided_at} verdict={verdict} actors={actors} />
          ))}
        </details>
      )}
    </>
  );
}

function One({ verdict, actors }: { verdict: Verdict; actors: Actors }) {
  const { label, tone } = OUTCOMES[verdict.outcome];
  return (
    <div class="verdict">
      <p>
        <span class={`tag tag-${tone}`}>{label}</span> by{" "}
        {verdict.decided_by === "staff" ? actorOf(verdict.actor, actors) : "the rules"} for version {verdict.version}
      </p>
      {verdict.note && <blockquote class="note">{verdict.note}</blockquote>}
      <Criteria reasons={verdict.reasons} />
      <p class="fine">
        <time dateTime={verdict.decided_at}>{verdict.decided_at_et}</time> · policy {verdict.policy}
      </p>
    </div>
  );
}
