/** Files of the cycle's data: what to ask for, how far each file is, and a link that opens it for some minutes. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Failure } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { useCycles } from "../frame/cycles.tsx";
import { Box } from "../parts/box.tsx";
import { shortEastern } from "../parts/dates.ts";
import { isOpen, type Job, type NamedJob, useJobs } from "../parts/jobs.ts";
import { List } from "../parts/list.tsx";
import { type Column, Table } from "../parts/table.tsx";
import type { ExportKind } from "../words.ts";

const KINDS: Readonly<Record<ExportKind, string>> = {
  applications: "Applications",
  mentors: "Mentors",
  matches: "Matches",
  activity: "Activity",
};
const FORMATS = { csv: "CSV", xlsx: "Excel (XLSX)" } as const;
type Format = keyof typeof FORMATS;

export function Exports() {
  const { id: cycle } = useCycles();
  const files = useJobs(cycle, ({ kind }) => kind === "export");
  return (
    <Box title="Exports">
      <p>Files have no answers about race or ethnicity. Each is kept for 7 days.</p>
      <Ask cycle={cycle} onAsked={files.reload} />
      <List list={files} empty={<p>No one has exported anything of this cycle in the last 30 days.</p>}>
        {(rows) => <Table caption="Exports" columns={COLUMNS} rows={rows} idOf={({ id }) => id} />}
      </List>
    </Box>
  );
}

function Ask({ cycle, onAsked }: { cycle: string; onAsked: () => Promise<void> }) {
  const [kind, setKind] = useState<ExportKind>("applications");
  const [format, setFormat] = useState<Format>("csv");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await call("POST", "/api/staff/cycles/{cycle}/exports", { params: { cycle }, body: { kind, format } });
      announce("The export has begun.");
      await onAsked();
    } catch (failed) {
      setError(asError(failed));
    }
    setBusy(false);
  };
  return (
    <form class="filters" onSubmit={send}>
      <Select label="What" choices={KINDS} value={kind} onChange={setKind} />
      <Select label="File" choices={FORMATS} value={format} onChange={setFormat} />
      <ActionButton busy={busy}>Export</ActionButton>
      {error && <Failure error={error} />}
    </form>
  );
}

interface SelectProps<V extends string> {
  readonly label: string;
  readonly choices: Readonly<Record<V, string>>;
  readonly value: V;
  readonly onChange: (value: V) => void;
}

function Select<V extends string>({ label, choices, value, onChange }: SelectProps<V>) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as V)}>
        {Object.entries<string>(choices).map(([name, says]) => (
          <option key={name} value={name}>
            {says}
          </option>
        ))}
      </select>
    </label>
  );
}

const COLUMNS: readonly Column<NamedJob>[] = [
  { title: "What", cell: (job) => KINDS[job.asked.kind as ExportKind] },
  { title: "File", cell: (job) => FORMATS[job.asked.format as Format] },
  { title: "By", cell: (job) => job.who },
  { title: "Asked for (ET)", cell: (job) => shortEastern(job.created_at) },
  { title: "Rows", cell: (job) => <Progress job={job} />, number: true },
  { title: "Left out", cell: (job) => job.failed.length, number: true },
  { title: "Download", cell: (job) => <Download job={job} /> },
];

function Progress({ job: { state, done, total } }: { job: Job }) {
  if (state === "done" || state === "failed") return <>{done}</>;
  const share = total ? { value: done, max: total } : {};
  return (
    <>
      <progress {...share} aria-label="Rows gathered" /> {done}
      {total !== null && ` of ${total}`}
    </>
  );
}

/** The link is made when it is wanted: it opens the file for five minutes, and who got it is recorded. */
function Download({ job }: { job: Job }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  if (job.state === "failed") return <span class="tag">Failed; we’ll look at it</span>;
  if (isOpen(job)) return <span class="tag">In progress</span>;
  const open = async () => {
    setBusy(true);
    setError(null);
    try {
      const { link } = (await call("GET", "/api/staff/jobs/{job}", { params: { job: job.id } })).body;
      if (link) location.assign(link);
      else setError(new Error("The file is gone after 7 days. Export it again."));
    } catch (failed) {
      setError(asError(failed));
    }
    setBusy(false);
  };
  const name = `${KINDS[job.asked.kind as ExportKind]}, ${FORMATS[job.asked.format as Format]}`;
  return (
    <>
      <button type="button" class="link" aria-disabled={busy || undefined} onClick={open}>
        Download<span class="hidden"> {name}</span>
      </button>
      {error && <Failure error={error} />}
    </>
  );
}
