/** What the other side will see before accepting, while it's being written. */
import type { Form, Side, Value } from "../../common/records.ts";
import { nodeOf, type Schema } from "../../common/schema.ts";
import { isList, isPart, textOf } from "../../common/values.ts";
import { Introduced, type Known } from "./other_side.tsx";

/** The answers that an introduction consists of. */
export interface Introduction {
  readonly introduction: Value | Form;
  readonly stage: Value | Form;
  readonly disciplines: Value | Form;
  readonly state: Value | Form;
}

interface PreviewProps {
  readonly answers: Introduction;
  readonly schema: Schema;
  /** The side that will read it. */
  readonly side: Side;
  /** The heading's level on the page. */
  readonly level: 2 | 3;
}

/** The card that `side` will read. */
export function Preview({ answers, schema, side, level }: PreviewProps) {
  const Heading = `h${level}` as const;
  const reader = side === "mentor" ? "a mentor" : "an applicant";
  const known = knownOf(answers, schema);
  return (
    <section class="card preview" aria-labelledby="preview">
      <Heading class="match-part" id="preview">
        This is what {reader} sees before accepting
      </Heading>
      {!known.introduction && <p class="fine">Your introduction shows here as you type.</p>}
      <Introduced other={known} {...{ side, schema }} />
      <p class="fine">No name, no institution and no e-mail address: those come once you’ve both accepted.</p>
    </section>
  );
}

function knownOf({ introduction, stage, disciplines, state }: Introduction, schema: Schema): Known {
  const regions = nodeOf(schema, "location.state")?.["x-regions"] ?? {};
  const region = isPart(state) ? undefined : regions[textOf(state)];
  return {
    ...(!isPart(introduction) && { introduction: textOf(introduction) }),
    ...(!isPart(stage) && { stage: textOf(stage) }),
    ...(isList(disciplines) && { disciplines: [...disciplines] }),
    ...(region && { region }),
  };
}
