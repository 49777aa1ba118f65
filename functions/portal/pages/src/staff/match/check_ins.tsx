/** What both sides of a pair answered to their check-ins, the newest first. */
import type { components } from "#openapi";
import { inWords } from "../../common/clock.ts";
import { RATINGS } from "../../common/ratings.ts";

type CheckIn = NonNullable<components["schemas"]["Match"]["term"]>["check_ins"][number];
const SIDES = [
  ["applicant", "Applicant"],
  ["mentor", "Mentor"],
] as const;

export function CheckIns({ checkIns }: { checkIns: readonly CheckIn[] }) {
  const answered = checkIns.filter(({ applicant, mentor }) => applicant || mentor);
  if (!answered.length) return null;
  return (
    <details>
      <summary>
        Check-ins answered: {answered.length} of {checkIns.length}
      </summary>
      {[...answered].reverse().map((checkIn) => (
        <dl key={checkIn.month} class="surveys">
          {SIDES.map(([side, label]) => (
            <div key={side}>
              <dt>
                {label}, month {checkIn.month} (due {inWords(checkIn.due_on)})
              </dt>
              <dd>
                <Said answer={checkIn[side]} />
              </dd>
            </div>
          ))}
        </dl>
      ))}
    </details>
  );
}

function Said({ answer }: { answer: CheckIn["mentor"] }) {
  if (!answer) return <>Not answered</>;
  const { met, rating, note } = answer;
  return (
    <>
      {met ? "They met" : "They haven’t met"}; {RATINGS[rating - 1]} ({rating} of 5)
      {note && <blockquote class="note">{note}</blockquote>}
    </>
  );
}
