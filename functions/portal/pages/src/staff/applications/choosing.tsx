/** Which applications are chosen, and what a coordinator can do with them together. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Failure } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { useCycles } from "../frame/cycles.tsx";
import type { CursorPage } from "../parts/pages.ts";
import type { Row } from "../words.ts";
import { ACTIONS, type Action, Bulk, type Chosen } from "./bulk.tsx";
import { Earlier } from "./earlier.tsx";
import type { Filters } from "./filters.tsx";

/** Applications of one bulk change, as the API has it. */
const MOST = 500;

/** What an application is called in a list. */
export const nameIn = (row: Row): string => row.applicant_name || `No name yet (${row.id.slice(0, 8)})`;

interface ChoosingProps {
  readonly filters: Filters;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onDone: () => void;
}

export function Choosing({ filters, chosen, onChoose, onDone }: ChoosingProps) {
  const { id: cycle } = useCycles();
  const [action, setAction] = useState<Action | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [opened, setOpened] = useState(false);
  const [isFull, setFull] = useState(false);
  const chooseAll = async () => {
    setBusy(true);
    setError(null);
    try {
      const rows = await allOf(cycle, filters);
      setFull(rows.length > MOST);
      onChoose(new Map(rows.slice(0, MOST).map((row) => [row.id, nameIn(row)])));
      announce(`${Math.min(rows.length, MOST)} chosen.`);
    } catch (problem) {
      setError(asError(problem));
    }
    setBusy(false);
  };
  return (
    <>
      <section class="choosing" aria-label="Chosen applications">
        <span>
          {chosen.size} chosen{isFull && `: ${MOST} at a time, so do the rest after these`}
        </span>
        <ActionButton type="button" quiet busy={busy} busyLabel="Reading…" onClick={chooseAll}>
          Choose all that match
        </ActionButton>
        {chosen.size > 0 && (
          <>
            {Object.entries(ACTIONS).map(([name, { title }]) => (
              <button key={name} type="button" class="button button-quiet" onClick={() => setAction(name as Action)}>
                {title}…
              </button>
            ))}
            <button type="button" class="link" onClick={() => onChoose(new Map())}>
              Choose none
            </button>
          </>
        )}
      </section>
      {error && <Failure error={error} retry={chooseAll} />}
      {action && <Bulk {...{ action, chosen, onDone }} onClose={() => setAction(null)} />}
      <details class="earlier" onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary>Earlier bulk changes</summary>
        {opened && <Earlier />}
      </details>
    </>
  );
}

async function pageOf(cycle: string, filters: Filters, cursor: string | null): Promise<CursorPage<Row>> {
  const query = { cycle, ...filters, limit: 200, cursor };
  return (await call("GET", "/api/staff/applications", { query })).body;
}

/** The rows that match, one more than can be changed at once where there are that many. */
async function allOf(cycle: string, filters: Filters): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: CursorPage<Row> = await pageOf(cycle, filters, cursor);
    rows.push(...page.items);
    cursor = page.next_cursor ?? null;
  } while (cursor && rows.length <= MOST);
  return rows;
}
