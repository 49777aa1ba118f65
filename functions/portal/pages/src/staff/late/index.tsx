/** Who came late, and the ways to extend: for one of them, for an address with no application, for everyone. */
import { useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { Page } from "../../common/page.tsx";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { useKeys } from "../frame/keys.ts";
import { useStaff } from "../frame/staff.ts";
import { shortEastern } from "../parts/dates.ts";
import { List } from "../parts/list.tsx";
import { usePages } from "../parts/pages.ts";
import { type Column, Table } from "../parts/table.tsx";
import { lateBy } from "../parts/tags.tsx";
import type { Late } from "../words.ts";
import { type Asked, Extending } from "./extending.tsx";
import { Proposals } from "./proposed.tsx";

function columns(onExtend: (late: Late) => void): readonly Column<Late>[] {
  return [
    { title: "Name", cell: (late) => late.name || late.email },
    { title: "E-mail", cell: (late) => <a href={`mailto:${late.email}`}>{late.email}</a> },
    { title: "Received (ET)", cell: (late) => shortEastern(late.received_at) },
    { title: "Late by", cell: (late) => lateBy(late.late_by_seconds), number: true },
    { title: "Draft", cell: (late) => (late.had_draft ? "Kept" : "None") },
    { title: "Since then", cell: (late) => <Since late={late} /> },
    {
      title: "Exception",
      cell: (late) => (
        <button type="button" class="link" onClick={() => onExtend(late)}>
          Extend<span class="hidden"> {late.name || late.email}</span>
        </button>
      ),
    },
  ];
}

/** What became of someone who came late. */
function Since({ late: { submitted, extended_until } }: { late: Late }) {
  if (submitted) return <span class="tag tag-success">Submitted</span>;
  if (!extended_until) return <>–</>;
  return (
    <>
      <span class="tag">Extended</span> <span class="fine">until {shortEastern(extended_until)} ET</span>
    </>
  );
}

export default function LateScreen() {
  const { id: cycle } = useCycles();
  const to = useAddress();
  const { role } = useStaff();
  const [asked, setAsked] = useState<Asked | null>(null);
  const list = usePages<Late>(
    cycle && `late ${cycle}`,
    async () => (await call("GET", "/api/staff/cycles/{cycle}/late", { params: { cycle } })).body,
  );
  const forAddress = () => setAsked({ kind: "address", email: "" });
  const forOne = (late: Late) =>
    setAsked(late.had_draft ? { kind: "application", late } : { kind: "address", email: late.email });
  useKeys("Exceptions", [{ keys: "n", says: "Extend for an address", run: forAddress }]);
  return (
    <Page
      title="Late & exceptions"
      wide
      beside={
        <div class="buttons">
          <button type="button" class="button button-quiet" onClick={forAddress}>
            Extend for an address
          </button>
          {role === "coordinator" && (
            <button type="button" class="button button-quiet" onClick={() => setAsked({ kind: "cycle" })}>
              Extend for everyone
            </button>
          )}
        </div>
      }
    >
      <Proposals cycle={cycle} onExtended={list.reload} />
      <List list={list} empty={<p>No one has come late in this cycle.</p>}>
        {(rows) => (
          <Table
            caption="Late submissions"
            columns={columns(forOne)}
            rows={rows}
            idOf={(late) => late.application}
            hrefOf={(late) => (late.had_draft ? to("application", {}, { application: late.application }) : null)}
          />
        )}
      </List>
      {asked && <Extending asked={asked} onClose={() => setAsked(null)} onDone={list.reload} />}
    </Page>
  );
}
