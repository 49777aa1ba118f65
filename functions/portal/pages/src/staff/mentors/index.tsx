/** All mentors, by status and search, and what they are lacking in. */
import { call } from "../../common/api.ts";
import { Page } from "../../common/page.tsx";
import { type Choice, fieldOf, useSchema } from "../../common/schema.ts";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { choicesOfLabels, Search, Select } from "../parts/filter_controls.tsx";
import { useView } from "../parts/filters.ts";
import { List } from "../parts/list.tsx";
import { usePages } from "../parts/pages.ts";
import { Clip, type Column, Table } from "../parts/table.tsx";
import { useWalk } from "../parts/walk.ts";
import type { Round } from "../words.ts";
import { Lacking } from "./lacking.tsx";
import { MENTOR_STATUSES, type Mentor, mentorName } from "./words.ts";

const FILTERS = ["status", "q"] as const;

function columns(disciplines: readonly Choice[]): readonly Column<Mentor>[] {
  const labelOf = (name: string) => disciplines.find(({ value }) => value === name)?.label ?? name;
  return [
    { title: "Name", cell: mentorName },
    {
      title: "Status",
      cell: ({ status }) => (
        <span class={`tag tag-${MENTOR_STATUSES[status].tone}`}>{MENTOR_STATUSES[status].label}</span>
      ),
    },
    { title: "Institution", cell: ({ form }) => <Clip text={String(form.institution ?? "")} /> },
    { title: "State", cell: ({ form }) => form.location?.state ?? "" },
    { title: "Disciplines", cell: ({ form }) => <Clip text={(form.disciplines ?? []).map(labelOf).join(", ")} /> },
    { title: "Takes", cell: ({ capacity }) => capacity, number: true },
    { title: "Open", cell: ({ open_places }) => open_places, number: true },
  ];
}

export default function Mentors() {
  const { id: cycle } = useCycles();
  const to = useAddress();
  const { schema } = useSchema("mentor_interest");
  const [filters, change] = useView(FILTERS);
  const list = usePages<Mentor>(
    JSON.stringify(filters),
    async (cursor) => (await call("GET", "/api/staff/mentors", { query: { ...filters, cursor } })).body,
  );
  const rounds = usePages<Round>(
    cycle && `rounds ${cycle}`,
    async () => (await call("GET", "/api/staff/cycles/{cycle}/rounds", { params: { cycle } })).body,
  );
  useWalk(list, ({ id: one }) => one);
  const disciplines = (schema && fieldOf(schema, "disciplines").choices) ?? [];
  const narrowed = Object.values(filters).some(Boolean);
  return (
    <Page title="Mentors" wide>
      <Lacking rounds={rounds} disciplines={disciplines} />
      <search class="filters">
        <Search
          screen="Mentors"
          placeholder="Name, e-mail or institution"
          value={filters.q}
          onChange={(q) => change({ q })}
        />
        <Select
          label="Status"
          choices={choicesOfLabels(MENTOR_STATUSES)}
          value={filters.status}
          onChange={(status) => change({ status })}
        />
        {narrowed && (
          <button type="button" class="link" onClick={() => change({ q: "", status: "" })}>
            Clear filters
          </button>
        )}
      </search>
      <List
        list={list}
        empty={
          <p>
            {narrowed
              ? "No mentor fits these filters. Clear one of them to see more."
              : "No one has offered to mentor yet. Send people who might to the program’s page for mentors."}
          </p>
        }
      >
        {(found) => (
          <Table
            caption="Mentors"
            columns={columns(disciplines)}
            rows={found}
            idOf={({ id }) => id}
            hrefOf={({ id }) => to("mentor", {}, { mentor: id })}
          />
        )}
      </List>
    </Page>
  );
}
