/** All applications of the cycle: filters in the address, page by page, each row leading to its screen. */
import { useEffect, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { Page } from "../../common/page.tsx";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { useStaff } from "../frame/staff.ts";
import { shortEastern } from "../parts/dates.ts";
import { useView } from "../parts/filters.ts";
import { List } from "../parts/list.tsx";
import { usePages } from "../parts/pages.ts";
import { Clip, type Column, Table } from "../parts/table.tsx";
import { LateTag, StatusTag } from "../parts/tags.tsx";
import { useWalk } from "../parts/walk.ts";
import { type Row, stageOf } from "../words.ts";
import type { Chosen } from "./bulk.tsx";
import { Choosing, nameIn } from "./choosing.tsx";
import { FILTERS, FilterBar } from "./filters.tsx";

const COLUMNS: readonly Column<Row>[] = [
  { title: "Name", cell: (row) => row.applicant_name || "No name yet", sort: "name" },
  {
    title: "Status",
    cell: (row) => (
      <span class="tags">
        <StatusTag status={row.status} />
        {row.late_by_seconds !== null && <LateTag seconds={row.late_by_seconds} />}
        {row.extended && <span class="tag">Extended</span>}
      </span>
    ),
  },
  { title: "Since (ET)", cell: (row) => shortEastern(row.status_since), sort: "changed" },
  { title: "Stage", cell: (row) => stageOf(row.stage) },
  { title: "School", cell: (row) => <Clip text={row.school} /> },
  { title: "State", cell: (row) => row.state },
  {
    title: "Submitted (ET)",
    cell: (row) => (row.received_at ? shortEastern(row.received_at) : "–"),
    sort: "received",
  },
];

export default function Applications() {
  const { id } = useCycles();
  const to = useAddress();
  const [filters, change] = useView(FILTERS);
  const list = usePages<Row>(id && JSON.stringify([id, filters]), async (cursor) => {
    const answer = await call("GET", "/api/staff/applications", { query: { cycle: id, ...filters, cursor } });
    return answer.body;
  });
  const { rows } = list;
  const { role } = useStaff();
  const [chosen, setChosen] = useState<Chosen>(new Map());
  // What is chosen is of the list that shows.
  useEffect(() => setChosen(new Map()), [id, JSON.stringify(filters)]);
  const choose = (ids: ReadonlySet<string>) => {
    const names = new Map([...chosen, ...(rows ?? []).map((row) => [row.id, nameIn(row)] as const)]);
    setChosen(new Map([...ids].map((one) => [one, names.get(one) ?? one])));
  };
  useWalk(list, ({ id: one }) => one);
  const narrowed = Object.values(filters).some(Boolean);
  return (
    <Page title="Applications" wide>
      <FilterBar filters={filters} onChange={change} />
      {role === "coordinator" && (
        <Choosing filters={filters} chosen={chosen} onChoose={setChosen} onDone={list.reload} />
      )}
      <List
        list={list}
        empty={
          <p>
            {narrowed
              ? "No application fits these filters. Clear one of them to see more."
              : "No one has begun an application in this cycle yet."}
          </p>
        }
      >
        {(found) => (
          <Table
            caption="Applications"
            columns={COLUMNS}
            rows={found}
            idOf={(row) => row.id}
            hrefOf={(row) => to("application", {}, { application: row.id })}
            nameOf={nameIn}
            selected={new Set(chosen.keys())}
            {...(role === "coordinator" && { onSelect: choose })}
            sort={filters.sort}
            // What is found by words comes in the words' order.
            onSort={filters.q ? undefined : (sort) => change({ sort })}
          />
        )}
      </List>
    </Page>
  );
}
