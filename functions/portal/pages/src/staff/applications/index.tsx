/** All applications of the cycle: filters in the address, page by page, each row leading to its screen. */
import { call } from "../../common/api.ts";
import { inEastern } from "../../common/clock.ts";
import { Page } from "../../common/page.tsx";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { List } from "../parts/list.tsx";
import { usePages } from "../parts/pages.ts";
import { type Column, Table } from "../parts/table.tsx";
import { StatusTag } from "../parts/tags.tsx";
import { type Row, stageOf } from "../words.ts";

const COLUMNS: readonly Column<Row>[] = [
  { title: "Name", cell: (row) => row.applicant_name || "No name yet" },
  { title: "Status", cell: (row) => <StatusTag status={row.status} /> },
  { title: "Stage", cell: (row) => stageOf(row.stage) },
  { title: "School", cell: (row) => row.school },
  { title: "Submitted", cell: (row) => (row.received_at ? inEastern(row.received_at) : "–") },
];

export default function Applications() {
  const { id } = useCycles();
  const to = useAddress();
  const list = usePages<Row>(id, async (cursor) => {
    const answer = await call("GET", "/api/staff/applications", { query: { cycle: id, cursor } });
    return answer.body;
  });
  return (
    <Page title="Applications" wide>
      <List list={list} empty={<p>No one has begun an application in this cycle yet.</p>}>
        {(rows) => (
          <Table
            caption="Applications"
            columns={COLUMNS}
            rows={rows}
            idOf={(row) => row.id}
            hrefOf={(row) => to("application", {}, { application: row.id })}
          />
        )}
      </List>
    </Page>
  );
}
