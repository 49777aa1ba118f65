/** The other side of a match, in their own words first; who they are, once both accepted. */
import { clockIn } from "../../common/clock.ts";
import type { OtherSide, Side, Value } from "../../common/records.ts";
import { type FormName, nodeOf, type Schema, useSchema } from "../../common/schema.ts";
import { isBlank } from "../../common/values.ts";
import { valueInWords } from "../../common/words.ts";

type Shown = "stage" | "disciplines" | "topics";

/** The form that the other side of a reader filled in, and where its answers are in it. */
const FORMS: Record<Side, { readonly name: FormName; readonly paths: Record<Shown, string> }> = {
  applicant: { name: "mentor_interest", paths: { stage: "stage", disciplines: "disciplines", topics: "topics" } },
  mentor: {
    name: "application",
    paths: { stage: "training.stage", disciplines: "interests.disciplines", topics: "interests.topics" },
  },
};

/** What is known of the other side; in a preview it may have gaps. */
export type Known = Partial<OtherSide>;

interface OtherSideProps {
  readonly other: Known;
  /** The side that reads this. */
  readonly side: Side;
}

/** The `other` side as `side` reads it. */
export function Other({ other, side }: OtherSideProps) {
  const { schema } = useSchema(FORMS[side].name);
  return <Introduced {...{ other, side, schema }} />;
}

/** The same, by a schema at hand. */
export function Introduced({ other, side, schema }: OtherSideProps & { readonly schema: Schema | null }) {
  const { introduction, statement, bio, pronouns, region, time_zone } = other;
  const longer = statement ?? bio;
  const fact = (name: Shown) => <Fact path={FORMS[side].paths[name]} value={other[name]} schema={schema} />;
  return (
    <>
      {introduction && <blockquote class="introduction">{introduction}</blockquote>}
      <dl class="facts">
        {fact("stage")}
        {fact("disciplines")}
        {region && <dt>Region</dt>}
        {region && <dd>{region}</dd>}
        {pronouns && <dt>Pronouns</dt>}
        {pronouns && <dd>{pronouns}</dd>}
        {fact("topics")}
        {time_zone && <dt>Their local time</dt>}
        {time_zone && <dd>{clockIn(time_zone)}</dd>}
      </dl>
      {longer && (
        <details class="match-more" open={side === "mentor"}>
          <summary>{side === "mentor" ? "Their statement" : "About their work"}</summary>
          <p class="own-words">{longer}</p>
        </details>
      )}
    </>
  );
}

function Fact({ path, value, schema }: { path: string; value: Value; schema: Schema | null }) {
  if (!schema || isBlank(value)) return null;
  return (
    <>
      <dt>{nodeOf(schema, path)?.title}</dt>
      <dd>{valueInWords(schema, path, value)}</dd>
    </>
  );
}
