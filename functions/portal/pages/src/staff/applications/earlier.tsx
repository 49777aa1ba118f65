/** Bulk changes of the last 30 days, and how far those are that go on. */
import { Link } from "../../common/router.ts";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { shortEastern } from "../parts/dates.ts";
import { isOpen, type NamedJob, useJobs } from "../parts/jobs.ts";
import { List } from "../parts/list.tsx";
import { type Column, Table } from "../parts/table.tsx";
import { OUTCOMES, type Outcome } from "../words.ts";
import { ACTIONS, type Action } from "./bulk.tsx";

const COLUMNS: readonly Column<NamedJob>[] = [
  { title: "What", cell: ({ asked }) => `${ACTIONS[asked.action as Action].title}${whatOf(asked)}` },
  { title: "By", cell: ({ who }) => who },
  { title: "Asked for (ET)", cell: (job) => shortEastern(job.created_at) },
  { title: "Done", cell: (job) => `${job.done} of ${job.total}${isOpen(job) ? ", goes on" : ""}`, number: true },
  { title: "Left out", cell: (job) => <LeftOut job={job} /> },
];

function whatOf(asked: NamedJob["asked"]): string {
  const { outcome, subject } = asked as { outcome?: Outcome; subject?: string };
  if (outcome) return `: ${OUTCOMES[outcome].label}`;
  return subject ? `: ${subject}` : "";
}

/** How many were left out, and which, with why. */
function LeftOut({ job: { cycle, failed } }: { job: NamedJob }) {
  const to = useAddress();
  if (!failed.length) return <>None</>;
  return (
    <details class="row-reasons">
      <summary>{failed.length}</summary>
      <ul>
        {failed.map(({ id, why }) => (
          <li key={id}>
            <Link href={to("application", { cycle }, { application: id })}>Application {id.slice(0, 8)}</Link>: {why}
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Earlier() {
  const { id: cycle } = useCycles();
  const jobs = useJobs(cycle, ({ kind, asked }) => kind === "bulk" && !asked.dry_run);
  return (
    <List list={jobs} empty={<p>There was no bulk change in this cycle in the last 30 days.</p>}>
      {(rows) => <Table caption="Earlier bulk changes" columns={COLUMNS} rows={rows} idOf={({ id }) => id} />}
    </List>
  );
}
