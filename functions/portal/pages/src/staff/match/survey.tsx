/** What both sides of a pair said of their year. */
import type { components } from "#openapi";
import { RATINGS } from "../../common/ratings.ts";

type Survey = NonNullable<components["schemas"]["Match"]["survey"]>;
const SIDES = [
  ["applicant", "Applicant"],
  ["mentor", "Mentor"],
] as const;

export function Surveys({ survey }: { survey: Survey }) {
  return (
    <dl class="surveys">
      {SIDES.map(([side, label]) => (
        <div key={side}>
          <dt>{label}’s survey</dt>
          <dd>
            <Said answer={survey[side]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Said({ answer }: { answer: Survey["mentor"] }) {
  if (!answer) return <>Not answered</>;
  const { rating, recommend, note } = answer;
  return (
    <>
      {RATINGS[rating - 1]} ({rating} of 5); {recommend ? "recommends" : "doesn’t recommend"} the program
      {note && <blockquote class="note">{note}</blockquote>}
    </>
  );
}
