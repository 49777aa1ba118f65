/** A proposal as a mentor reads it, with someone made up in it. */
import { Skeleton } from "../../common/page.tsx";
import { type Schema, useSchema } from "../../common/schema.ts";
import { Introduced, type Known } from "../matches/other_side.tsx";
import { SIDES } from "../matches/words.ts";

const SOMEONE: Known = {
  introduction:
    "I’m in my third year and the first in my family to study medicine. A month on a leukemia ward changed what I " +
    "want to do. I’d like to learn how to choose between hematology and oncology, and how to begin with research.",
  stage: "medical_student",
  disciplines: ["hematology", "medical_oncology"],
  region: "South",
};
const REASONS = [
  "The applicant is interested in hematology, which you work in.",
  "The applicant would like to talk about research, which you offered.",
  "Your clocks show the same time.",
];

/** The card, without its buttons. */
export function Sample() {
  const { schema, error } = useSchema("application");
  return (
    <div class="card match sample">
      <p class="match-tag">
        <span class="tag">An example: this person is made up</span>
      </p>
      <h3 class="card-title">{SIDES.mentor.proposed}</h3>
      {schema || error ? <Shown schema={schema} /> : <Skeleton lines={12} />}
    </div>
  );
}

const Shown = ({ schema }: { schema: Schema | null }) => (
  <>
    <h4 class="match-part">{SIDES.mentor.introduced}</h4>
    <Introduced other={SOMEONE} side="mentor" schema={schema} />
    <h4 class="match-part">{SIDES.mentor.why}</h4>
    <ul class="reasons">
      {REASONS.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
    <p class="fine">Below that you accept or decline. {SIDES.mentor.accepting}</p>
  </>
);
