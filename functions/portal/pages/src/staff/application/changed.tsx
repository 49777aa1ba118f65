/** What the applicant changed from one submitted version to the next, and since the last one. */
import { useCallback } from "preact/hooks";
import { call } from "../../common/api.ts";
import { ChangeList } from "../../common/change_list.tsx";
import { type Change, changesOf } from "../../common/changes.ts";
import { useLoaded } from "../../common/loaded.ts";
import { Failure, Skeleton } from "../../common/page.tsx";
import type { Form } from "../../common/records.ts";
import type { Schema } from "../../common/schema.ts";
import { Box } from "../parts/box.tsx";
import type { Version, Whole } from "../words.ts";

interface ChangedProps {
  readonly id: string;
  readonly data: Whole;
  readonly schema: Schema;
}

/** Shows nothing of an application that was submitted once and is as it was. */
export function Changed({ id, data, schema }: ChangedProps) {
  const { version, submitted_version: submitted } = data;
  const load = useCallback(async () => {
    const params = { application: id };
    return (await call("GET", "/api/staff/applications/{application}/versions", { params })).body.items;
  }, [id, version, submitted]);
  const { data: versions, error, reload } = useLoaded(load, Boolean(submitted));
  if (!submitted) return null;
  if (!versions) {
    return error ? (
      <Box title="Changes">
        <Failure error={error} retry={reload} />
      </Box>
    ) : (
      <Skeleton lines={2} />
    );
  }
  const steps = stepsOf(schema, data, versions);
  const [newest, ...earlier] = steps;
  if (!newest) return null;
  return (
    <Box title="Changes">
      <Step step={newest} />
      {earlier.length > 0 && (
        <details>
          <summary>
            {earlier.length} earlier {earlier.length === 1 ? "resubmission" : "resubmissions"}
          </summary>
          {earlier.map((step) => (
            <Step key={step.title} step={step} />
          ))}
        </details>
      )}
    </Box>
  );
}

interface StepData {
  readonly title: string;
  readonly at: string;
  readonly changes: readonly Change[];
  readonly newCv: boolean;
}

function stepsOf(schema: Schema, data: Whole, versions: readonly Version[]): readonly StepData[] {
  const [newest] = versions;
  const since = newest ? changesOf(schema, newest.form as Form, data.form as Form) : [];
  const unsubmitted: readonly StepData[] =
    newest && since.length > 0
      ? [{ title: `Since version ${newest.version}, not submitted`, at: "", changes: since, newCv: false }]
      : [];
  const resubmitted = versions.slice(0, -1).map((after, index): StepData => {
    const before = versions[index + 1] as Version;
    return {
      title: `Version ${before.version} to ${after.version}`,
      at: after.receipt.received_at_et,
      changes: changesOf(schema, before.form as Form, after.form as Form),
      newCv: before.cv !== after.cv,
    };
  });
  return [...unsubmitted, ...resubmitted];
}

function Step({ step: { title, at, changes, newCv } }: { step: StepData }) {
  return (
    <div>
      <h3 class="changes-title">
        {title} {at && <span class="fine">{at}</span>}
      </h3>
      <ChangeList changes={changes} newCv={newCv} />
      {changes.length === 0 && !newCv && <p class="fine">Submitted again as it was.</p>}
    </div>
  );
}
