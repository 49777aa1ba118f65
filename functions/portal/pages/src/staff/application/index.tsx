/** One application on one screen: the form, what was decided and why, the CV, what happened, and what can be done. */
import { useState } from "preact/hooks";
import { Failure, Notice, Page, Skeleton } from "../../common/page.tsx";
import type { Form } from "../../common/records.ts";
import { type Schema, useSchema } from "../../common/schema.ts";
import { useCycles } from "../frame/cycles.tsx";
import { useKeys } from "../frame/keys.ts";
import { Answers } from "../parts/answers.tsx";
import { Box } from "../parts/box.tsx";
import { Events } from "../parts/events.tsx";
import { Mails } from "../parts/mailbox.tsx";
import { lateBy, StatusTag } from "../parts/tags.tsx";
import { Walk } from "../parts/walk_ways.tsx";
import type { ScreenProps } from "../screens.ts";
import { stageOf, type Whole } from "../words.ts";
import { Changed } from "./changed.tsx";
import { CvFiles } from "./cv.tsx";
import { ExtensionForm } from "./extension_form.tsx";
import { Fenced } from "./fenced.tsx";
import { nameOf } from "./name.ts";
import { Pairs } from "./pairs.tsx";
import { Questions } from "./questions.tsx";
import { type Application, useApplication } from "./record.ts";
import { VerdictForm } from "./verdict_form.tsx";
import { Verdicts } from "./verdicts.tsx";

export default function ApplicationScreen({ params: { application: id = "" } }: ScreenProps) {
  const application = useApplication(id);
  const { schema, error: schemaError, reload: reloadSchema } = useSchema("application");
  const { data } = application;
  const error = application.error ?? schemaError;
  const retry = application.error ? application.reload : reloadSchema;
  if (!data || !schema) {
    return (
      <Page
        title="Application"
        wide
        before={<Walk what="application" screen="application" list="applications" id={id} />}
      >
        {error ? <Failure error={error} retry={retry} /> : <Skeleton lines={12} />}
      </Page>
    );
  }
  return (
    <Page
      title={nameOf(data)}
      wide
      before={<Walk what="application" screen="application" list="applications" id={id} />}
      lead={<Facts application={data} />}
    >
      {application.error && <Failure error={application.error} retry={application.reload} />}
      <div class="beside-columns">
        <div>
          <Changed key={id} {...{ id, data, schema }} />
          <Box title="Answers">
            <Answers
              schema={schema}
              form={data.form as Form}
              instead={{ self_identification: <Fenced key={id} {...{ id, schema }} onRead={application.reload} /> }}
            />
          </Box>
        </div>
        <div>
          <Work key={id} {...{ id, application, data, schema }} />
        </div>
      </div>
    </Page>
  );
}

function Facts({
  application: { status, form, email, receipt, version, submitted_version, carried_over },
}: {
  application: Whole;
}) {
  const { stage, school } = form.training ?? {};
  return (
    <p class="facts-line">
      <StatusTag status={status} />
      {stage && <span>{stageOf(stage)}</span>}
      {school && <span>{school}</span>}
      <a href={`mailto:${email}`}>{email}</a>
      {receipt && (
        <span>
          Receipt {receipt.number}, {receipt.received_at_et}
        </span>
      )}
      {submitted_version && submitted_version !== version && (
        <span class="tag tag-warning">Changed since submission</span>
      )}
      {carried_over && <span class="tag">Carried over</span>}
    </p>
  );
}

interface WorkProps {
  readonly id: string;
  readonly application: Application;
  readonly data: Whole;
  readonly schema: Schema;
}

/** What was decided, what can be, and what happened. */
function Work({ id, application, data }: WorkProps) {
  const { cycle } = useCycles();
  const [extends_, setExtends] = useState(false);
  const canDecide = Boolean(data.submitted_version) && !["matched", "withdrawn", "lapsed"].includes(data.status);
  useKeys("This application", [{ keys: "x", says: "Extend the deadline", run: () => setExtends(true) }]);
  return (
    <>
      {data.late && (
        <Notice kind="warning" title={`A submission was ${lateBy(data.late.late_by_seconds)} late`}>
          <p>It was refused and the draft kept. You can extend the deadline for this person.</p>
        </Notice>
      )}
      <Box title="Verdict">
        <Verdicts verdicts={data.verdicts} actors={data.actors} />
        {canDecide && <VerdictForm id={id} application={application} />}
      </Box>
      <Box title="Questions to the applicant">
        <Questions {...{ id, application }} />
      </Box>
      <Box title="Deadline">
        <p>
          {data.extension ? `Extended to ${data.extension.until_et}` : (cycle?.deadline_et ?? "")}{" "}
          {!extends_ && (
            <button type="button" class="link" onClick={() => setExtends(true)} aria-keyshortcuts="x">
              Extend for this person
            </button>
          )}{" "}
          {!extends_ && <kbd>x</kbd>}
        </p>
        {extends_ && <ExtensionForm {...{ id, application, cycle }} onExtended={() => setExtends(false)} />}
      </Box>
      <Box title="CV">
        <CvFiles materials={data.materials} />
      </Box>
      {data.matches.length > 0 && (
        <Box title="Matches">
          <Pairs application={data} reload={application.reload} />
        </Box>
      )}
      <Box title="E-mail">
        <Mails mailbox={data.mailbox} of="application" id={id} reload={application.reload} />
      </Box>
      <Box title="Activity">
        <Events events={data.activity} actors={data.actors} subject={id} />
      </Box>
    </>
  );
}
