/** Whom our own failures touched near the deadline: each is extended with one click, or all of them in turn. */
import { useState } from "preact/hooks";
import type { components } from "#openapi";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Failure } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { useAddress } from "../frame/cycles.tsx";
import { Box } from "../parts/box.tsx";
import { shortEastern } from "../parts/dates.ts";
import { type Listed, usePages } from "../parts/pages.ts";
import { type Column, Table } from "../parts/table.tsx";
import { wallInWords } from "../parts/wall.ts";

type Proposed = components["schemas"]["ProposedExtension"] & { readonly until: string };

interface ProposalsProps {
  readonly cycle: string;
  /** Called once someone is extended. */
  readonly onExtended: () => void;
}

/** Nothing shows where no one is owed anything. */
export function Proposals({ cycle, onExtended }: ProposalsProps) {
  const list = usePages<Proposed>(cycle && `proposed ${cycle}`, async () => {
    const path = "/api/staff/cycles/{cycle}/proposed_extensions";
    const { items, until } = (await call("GET", path, { params: { cycle } })).body;
    return { items: items.map((row) => ({ ...row, until })) };
  });
  if (list.error && !list.rows) return <Failure error={list.error} retry={list.reload} />;
  if (!list.rows?.length) return null;
  return (
    <Box title="We owe them an extension">
      <Shown {...{ cycle, list, onExtended }} rows={list.rows} />
    </Box>
  );
}

interface ShownProps extends ProposalsProps {
  readonly list: Listed<Proposed>;
  readonly rows: readonly Proposed[];
}

function Shown({ cycle, list, rows, onExtended }: ShownProps) {
  const to = useAddress();
  const [busy, setBusy] = useState("");
  const [error, setError] = useState<Error | null>(null);
  const extendEach = async (what: string, wanted: readonly Proposed[]) => {
    if (busy) return;
    setBusy(what);
    setError(null);
    try {
      for (const row of wanted) {
        await extend(cycle, row);
        announce(`${row.name || row.email} has a later deadline, and a mail about it.`);
        list.replace((it) => it.application === row.application, null);
      }
    } catch (failed) {
      setError(asError(failed));
      await list.reload();
    }
    setBusy("");
    onExtended();
  };
  const columns: readonly Column<Proposed>[] = [
    { title: "Name", cell: (row) => row.name || row.email },
    { title: "E-mail", cell: (row) => <a href={`mailto:${row.email}`}>{row.email}</a> },
    { title: "Failed (ET)", cell: (row) => shortEastern(row.last_failed_at) },
    { title: "Attempts", cell: (row) => row.attempts, number: true },
    {
      title: "Extension",
      cell: (row) => (
        <button
          type="button"
          class="link"
          aria-disabled={busy ? true : undefined}
          onClick={() => extendEach(row.application, [row])}
        >
          Extend<span class="hidden"> {row.name || row.email}</span>
        </button>
      ),
    },
  ];
  return (
    <>
      <p>
        Our system failed when they tried to apply, in the last 72 hours before their deadline, and they haven’t
        submitted since. Each gets until {rows[0] && wallInWords(rows[0].until)} ET, and a mail.
      </p>
      {error && <Failure error={error} />}
      <Table
        caption="We owe them an extension"
        columns={columns}
        rows={rows}
        idOf={(row) => row.application}
        hrefOf={(row) => (row.revision === null ? null : to("application", {}, { application: row.application }))}
      />
      {rows.length > 1 && (
        <p>
          <ActionButton type="button" quiet busy={busy === "all"} onClick={() => extendEach("all", rows)}>
            Extend for all {rows.length}
          </ActionButton>
        </p>
      )}
    </>
  );
}

/** The extension of the copy that was seen or, where there is no application yet, of the address. */
async function extend(cycle: string, { application, email, until, reason, revision }: Proposed): Promise<void> {
  if (revision === null) {
    const body = { email, until, reason };
    await call("POST", "/api/staff/cycles/{cycle}/extensions", { params: { cycle }, body });
    return;
  }
  const path = "/api/staff/applications/{application}/extension";
  await call("POST", path, { params: { application }, body: { until, reason }, etag: `"${revision}"` });
}
