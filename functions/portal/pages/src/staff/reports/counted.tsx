/** All that is counted of a cycle. */
import { type Schema, useSchema } from "../../common/schema.ts";
import { Bars } from "../parts/bars.tsx";
import { ByDay } from "../parts/by_day.tsx";
import type { Report } from "../parts/report.ts";
import { ReportBox } from "../parts/report_box.tsx";
import { SURVEYS, TABLES, wordsOf } from "./tables.ts";

export function Counted() {
  const { schema } = useSchema("application");
  return (
    <ReportBox>
      {({ counts, groups }) => (
        <>
          <ByDay rows={counts.days ?? []} />
          <div class="bars-groups">
            {TABLES.map(({ name, title, of }) => (
              <Bars key={name} title={title} of={of} rows={counts[name] ?? []} nameOf={wordsOf(name, schema)} />
            ))}
          </div>
          {SURVEYS.some((name) => counts[name]) && (
            <p class="fine">
              In the survey, a dash is fewer than 5 answers, or a number that would give such a number away.
            </p>
          )}
          <h3>Self-identification</h3>
          <Groups groups={groups} schema={schema} />
        </>
      )}
    </ReportBox>
  );
}

function Groups({ groups, schema }: { groups: Report["groups"]; schema: Schema | null }) {
  if (!groups) {
    return <p>Groups are counted once, by the first report an hour or more after the deadline.</p>;
  }
  return (
    <>
      <p class="fine">
        Counted once, on {groups.counted_at_et}, so that no two reports can be compared. Each applicant is in one row. A
        dash is a group of fewer than 5, or one that would give such a group away.
      </p>
      <div class="bars-groups">
        <Bars title="Group" of="Applicants" rows={groups.items} nameOf={wordsOf("groups", schema)} />
      </div>
    </>
  );
}
