/** The queue of applications that rules leave to a person: one at a time, its question first, the next one by itself. */
import { useEffect, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { Failure, Page, Skeleton } from "../../common/page.tsx";
import type { Form } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { useSchema } from "../../common/schema.ts";
import { CvFiles } from "../application/cv.tsx";
import { nameOf } from "../application/name.ts";
import { Questions } from "../application/questions.tsx";
import { type Application, useApplication } from "../application/record.ts";
import { VerdictForm } from "../application/verdict_form.tsx";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { useKeys } from "../frame/keys.ts";
import { Answers } from "../parts/answers.tsx";
import { Criteria } from "../parts/criteria.tsx";
import { List } from "../parts/list.tsx";
import { type Listed, usePages } from "../parts/pages.ts";
import type { Outcome, Row, Whole } from "../words.ts";

/** What ends a review; to leave it open is to go on to the next one. */
const OUTCOMES: readonly Outcome[] = ["eligible", "ineligible"];

export default function Review() {
  const { id: cycle } = useCycles();
  const list = usePages<Row>(cycle && `review ${cycle}`, async (cursor) => {
    const query = { cycle, status: "needs_review", cursor };
    return (await call("GET", "/api/staff/applications", { query })).body;
  });
  return (
    <Page title="Review" wide>
      <List list={list} empty={<p>No application waits for a review in this cycle. What comes in shows here.</p>}>
        {(rows) => <Queue rows={rows} list={list} />}
      </List>
    </Page>
  );
}

/** The row at hand is known by its id, since others may leave the queue meanwhile. */
function Queue({ rows, list }: { rows: readonly Row[]; list: Listed<Row> }) {
  const [at, setAt] = useState(rows[0]?.id ?? "");
  const index = Math.max(
    rows.findIndex((row) => row.id === at),
    0,
  );
  const id = rows[index]?.id ?? "";
  const go = (by: number) => setAt(rows[Math.min(Math.max(index + by, 0), rows.length - 1)]?.id ?? "");
  useKeys("Queue", [
    { keys: "j", says: "Next, without deciding", run: () => go(1) },
    { keys: "k", says: "The one before", run: () => go(-1) },
  ]);
  const decided = () => {
    const next = rows[index + 1] ?? rows[index - 1];
    list.replace((row) => row.id === id, null);
    // Who went on meanwhile stays where they are.
    setAt((here) => (here === id ? (next?.id ?? "") : here));
    if (rows.length < 3) list.more?.();
  };
  return (
    <>
      <div class="queue-head">
        <span>
          {index + 1} of {rows.length}
          {list.more ? "+" : ""}
        </span>
        <button type="button" class="button button-quiet" onClick={() => go(-1)} disabled={index === 0}>
          Previous <kbd>k</kbd>
        </button>
        <button type="button" class="button button-quiet" onClick={() => go(1)} disabled={index === rows.length - 1}>
          Next <kbd>j</kbd>
        </button>
      </div>
      {id && <One key={id} id={id} onDecided={decided} />}
    </>
  );
}

function One({ id, onDecided }: { id: string; onDecided: () => void }) {
  const application = useApplication(id);
  const { data, error, reload } = application;
  useEffect(() => {
    // Decided by someone else since the queue was read.
    if (data && data.status !== "needs_review") onDecided();
  }, [data]);
  if (!data) return error ? <Failure error={error} retry={reload} /> : <Skeleton lines={10} />;
  return <Shown {...{ id, application, data, onDecided }} />;
}

interface ShownProps {
  readonly id: string;
  readonly application: Application;
  readonly data: Whole;
  readonly onDecided: () => void;
}

function Shown({ id, application, data, onDecided }: ShownProps) {
  const to = useAddress();
  const { schema } = useSchema("application");
  return (
    <div class="beside-columns">
      <section class="card" aria-label="Question">
        <h2 class="card-title">
          <Link href={to("application", {}, { application: id })}>{nameOf(data)}</Link>
        </h2>
        <Criteria reasons={data.verdict?.reasons ?? []} />
        {schema && (
          <Answers schema={schema} form={data.form as Form} instead={{ self_identification: <p>Answered.</p> }} />
        )}
      </section>
      <div>
        <section class="card" aria-label="Decision">
          <VerdictForm id={id} application={application} outcomes={OUTCOMES} onDecided={onDecided} />
        </section>
        <section class="card" aria-label="Questions to the applicant">
          <h2 class="card-title">Questions to the applicant</h2>
          <Questions {...{ id, application }} />
        </section>
        <section class="card" aria-label="CV">
          <h2 class="card-title">CV</h2>
          <CvFiles materials={data.materials} />
        </section>
      </div>
    </div>
  );
}
