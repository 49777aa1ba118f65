/** What an applicant changed since they submitted last. */
import { useCallback } from "preact/hooks";
import { call } from "../common/api.ts";
import { ChangeList } from "../common/change_list.tsx";
import { changesOf } from "../common/changes.ts";
import { useLoaded } from "../common/loaded.ts";
import { Failure, Skeleton } from "../common/page.tsx";
import type { Application, Form } from "../common/records.ts";
import { loadSchema } from "../common/schema.ts";
import { APPLICATION } from "./own_application.ts";

interface ChangedSinceProps {
  readonly application: Application;
  /** The answers that show. */
  readonly form: Form;
}

/** The names of the changed fields, and behind them what each was and is; how someone identifies is left out. */
export function ChangedSince({ application, form }: ChangedSinceProps) {
  const { cycle, submitted_version: version, materials } = application;
  const load = useCallback(
    () =>
      Promise.all([
        loadSchema("application"),
        call("GET", `${APPLICATION}/submission`, { params: { cycle } }).then(({ body }) => body),
      ]),
    [cycle, version],
  );
  const { data, error, reload } = useLoaded(load);
  if (!data) return error ? <Failure error={error} retry={reload} /> : <Skeleton lines={2} />;
  const [schema, submitted] = data;
  const { self_identification: _, ...compared } = form;
  const changes = changesOf(schema, submitted.form as Form, compared);
  const newCv = (materials?.cv?.id ?? null) !== submitted.cv;
  const names = [...changes.map(({ label }) => label), ...(newCv ? ["CV"] : [])];
  if (!names.length) {
    return <p>Your answers read like the ones you submitted. How you identify isn’t compared here.</p>;
  }
  return (
    <div class="changed-since">
      <p>
        You changed: <strong>{names.join(", ")}</strong>
      </p>
      <details>
        <summary>Before and after</summary>
        <ChangeList changes={changes} newCv={newCv} />
        <p class="fine">How you identify isn’t compared here.</p>
      </details>
    </div>
  );
}
