/** All applications of the cycle: filters in the address, page by page, each row leading to its screen. */
import { useEffect, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { Page } from "../../common/page.tsx";
import { useSearch } from "../../common/router.ts";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { shortEastern } from "../parts/dates.ts";
import { useFilters } from "../parts/filters.ts";
import { List } from "../parts/list.tsx";
import { usePages } from "../parts/pages.ts";
import { Clip, type Column, Table } from "../parts/table.tsx";
import { LateTag, StatusTag } from "../parts/tags.tsx";
import { beginWalk } from "../parts/walk.ts";
import { type Row, stageOf } from "../words.ts";
import { FILTERS, FilterBar, type Filters } from "./filters.tsx";

const COLUMNS: readonly Column<Row>[] = [
  { title: "Name", cell: (row) => row.applicant_name || "No name yet", sort: "name" },
  { title: "Status", cell: (row) => <StatusTag status={row.status} /> },
  { title: "Since (ET)", cell: (row) => shortEastern(row.status_since), sort: "changed" },
  { title: "Stage", cell: (row) => stageOf(row.stage) },
  { title: "School", cell: (row) => <Clip text={row.school} /> },
  { title: "State", cell: (row) => row.state },
  {
    title: "Submitted (ET)",
    cell: (row) => (row.received_at ? shortEastern(row.received_at) : "–"),
    sort: "received",
  },
  {
    title: "Deadline",
    cell: (row) => (
      <>
        {row.late_by_seconds !== null && <LateTag seconds={row.late_by_seconds} />}{" "}
        {row.extended && <span class="tag">Extended</span>}
      </>
    ),
  },
];

/** The filters as they apply; an e-mail address that is searched for is kept out of the page's address. */
function useView(): [Filters, (changed: Partial<Filters>) => void] {
  const [filters, change] = useFilters(FILTERS);
  const [address, setAddress] = useState("");
  const apply = (changed: Partial<Filters>) => {
    const { q } = changed;
    if (q !== undefined) setAddress(q.includes("@") ? q : "");
    change(q?.includes("@") ? { ...changed, q: "" } : changed);
  };
  return [address ? { ...filters, q: address } : filters, apply];
}

export default function Applications() {
  const { id } = useCycles();
  const to = useAddress();
  const search = useSearch();
  const [filters, change] = useView();
  const list = usePages<Row>(id && JSON.stringify([id, filters]), async (cursor) => {
    const answer = await call("GET", "/api/staff/applications", { query: { cycle: id, ...filters, cursor } });
    return answer.body;
  });
  const { rows } = list;
  useEffect(() => {
    if (rows)
      beginWalk(
        rows.map((row) => row.id),
        location.pathname + search,
      );
  }, [rows, search]);
  const narrowed = Object.values(filters).some(Boolean);
  return (
    <Page title="Applications" wide>
      <FilterBar filters={filters} onChange={change} />
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
            sort={filters.sort}
            // What is found by words comes in the words' order.
            onSort={filters.q ? undefined : (sort) => change({ sort })}
          />
        )}
      </List>
    </Page>
  );
}
