/** All cycles, and the ways to make one. */
import { inWords } from "../../common/clock.ts";
import { Failure, Page, Skeleton } from "../../common/page.tsx";
import { Link } from "../../common/router.ts";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { useStaff } from "../frame/staff.ts";
import { shortEastern } from "../parts/dates.ts";
import { type Column, Table } from "../parts/table.tsx";
import { bothClocks } from "../parts/zones.ts";
import type { Listed } from "./facts.ts";
import { PHASES } from "./phases.ts";

export default function CyclesScreen() {
  const { all, error, reload } = useCycles();
  const to = useAddress();
  const { role } = useStaff();
  const columns: readonly Column<Listed>[] = [
    {
      title: "Name",
      cell: ({ name }) => name,
      detail: ({ facts }) => `${facts.eligibility_policy}, ${facts.matching_policy}`,
    },
    { title: "Phase", cell: ({ phase }) => <span class="tag tag-info">{PHASES[phase]}</span> },
    { title: "Opens (ET)", cell: ({ opens_at }) => shortEastern(opens_at) },
    {
      title: "Deadline (ET)",
      cell: ({ facts, deadline }) => (
        <>
          {shortEastern(deadline)}
          <span class="own-zone">{bothClocks(facts.deadline, facts.time_zone)}</span>
        </>
      ),
    },
    { title: "Term from", cell: ({ facts }) => inWords(facts.term.starts_on) },
  ];
  const copy: Column<Listed> = {
    title: "Next year",
    cell: ({ id, name }) => (
      <Link href={to("new_cycle", { from: id })}>
        Copy<span class="hidden"> {name}</span>
      </Link>
    ),
  };
  return (
    <Page title="Cycles" wide>
      {all.length ? (
        <Table
          caption="Cycles"
          columns={role === "coordinator" ? [...columns, copy] : columns}
          rows={all}
          idOf={({ id }) => id}
          hrefOf={({ id }) => to("cycle", {}, { id })}
        />
      ) : error ? (
        <Failure error={error} retry={reload} />
      ) : (
        <Skeleton lines={6} />
      )}
      {role === "coordinator" && (
        <p>
          <Link href={to("new_cycle")}>Make a cycle from scratch</Link>
        </p>
      )}
    </Page>
  );
}
