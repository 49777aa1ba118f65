/** The pairs of a round: fit, reasons for both sides, the next best; pinned, forbidden and spared from here. */
import { Link } from "../../common/router.ts";
import { useAddress } from "../frame/cycles.tsx";
import { List } from "../parts/list.tsx";
import type { Listed } from "../parts/pages.ts";
import { type Column, Table } from "../parts/table.tsx";
import { applicantOf, fit, mentorOf, type Pair } from "../rounds/words.ts";
import { stageOf } from "../words.ts";
import { Act, NextBest, type RowsProps, useActKeys } from "./rows.tsx";

interface PairsProps extends RowsProps {
  readonly list: Listed<Pair>;
}

export function Pairs({ list, names, adjusting }: PairsProps) {
  const to = useAddress();
  useActKeys(adjusting ? { i: "Pin the pair", f: "Forbid the pair", s: "Spare the mentor" } : {});
  const columns: readonly Column<Pair>[] = [
    {
      title: "Applicant",
      cell: ({ application }) => applicantOf(names, application),
      detail: ({ application }) => stageOf(names.applications[application]?.stage ?? ""),
    },
    {
      title: "Mentor",
      cell: ({ mentor }) => (
        <>
          <Link href={to("mentor", {}, { mentor })}>{mentorOf(names, mentor)}</Link>
          <span class="row-detail">{names.mentors[mentor]?.institution}</span>
        </>
      ),
    },
    { title: "Fit", cell: ({ score }) => fit(score), number: true },
    { title: "Reasons", cell: (pair) => <Reasons pair={pair} /> },
    { title: "Next best", cell: ({ next_best }) => <NextBest names={names} of={next_best} /> },
    { title: "Marks", cell: (pair) => <Marks pair={pair} /> },
    ...(adjusting ? [{ title: "Adjust", cell: (pair: Pair) => <Acts {...{ pair, names, adjusting }} /> }] : []),
  ];
  return (
    <List list={list} empty={<p>No pair could be made. The applicants without a mentor say why.</p>}>
      {(rows) => (
        <Table
          caption="Pairs"
          columns={columns}
          rows={rows}
          idOf={({ application }) => application}
          hrefOf={({ application }) => to("application", {}, { application })}
        />
      )}
    </List>
  );
}

function Reasons({ pair: { reasons } }: { pair: Pair }) {
  const count = reasons.applicant.length + reasons.mentor.length;
  return (
    <details class="row-reasons">
      <summary>
        {count} {count === 1 ? "reason" : "reasons"}
      </summary>
      <Side title="For the applicant" reasons={reasons.applicant} />
      <Side title="For the mentor" reasons={reasons.mentor} />
    </details>
  );
}

const Side = ({ title, reasons }: { title: string; reasons: readonly string[] }) => (
  <>
    <p class="fine">{title}</p>
    <ul>
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  </>
);

const Marks = ({ pair: { pinned, carried_over } }: { pair: Pair }) => (
  <>
    {pinned && <span class="tag tag-info">Pinned</span>} {carried_over && <span class="tag">Carried over</span>}
  </>
);

type ActsProps = { readonly pair: Pair } & Pick<RowsProps, "names"> & {
    readonly adjusting: NonNullable<RowsProps["adjusting"]>;
  };

function Acts({ pair: { application, mentor }, names, adjusting: { has, toggle } }: ActsProps) {
  const pin = { kind: "pin", application, mentor } as const;
  const forbid = { kind: "forbid", application, mentor } as const;
  const spare = { kind: "capacity", mentor, capacity: 0 } as const;
  const about = `${applicantOf(names, application)} with ${mentorOf(names, mentor)}`;
  return (
    <span class="row-acts">
      <Act keyed="i" label="Pin" about={about} pressed={has(pin)} onAct={() => toggle(pin)} />
      <Act keyed="f" label="Forbid" about={about} pressed={has(forbid)} onAct={() => toggle(forbid)} />
      <Act keyed="s" label="Spare" about={mentorOf(names, mentor)} pressed={has(spare)} onAct={() => toggle(spare)} />
    </span>
  );
}
