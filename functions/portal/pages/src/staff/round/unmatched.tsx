/** Who has no mentor in a round, and why; their next best can be pinned from here. */
import { useAddress } from "../frame/cycles.tsx";
import { List } from "../parts/list.tsx";
import type { Listed } from "../parts/pages.ts";
import { type Column, Table } from "../parts/table.tsx";
import { applicantOf, mentorOf, type Unmatched } from "../rounds/words.ts";
import { stageOf } from "../words.ts";
import { Act, NextBest, type RowsProps, useActKeys } from "./rows.tsx";

interface UnmatchedProps extends RowsProps {
  readonly list: Listed<Unmatched>;
}

export function UnmatchedRows({ list, names, adjusting }: UnmatchedProps) {
  const to = useAddress();
  useActKeys(adjusting ? { i: "Pin with the next best" } : {});
  const columns: readonly Column<Unmatched>[] = [
    { title: "Applicant", cell: ({ application }) => applicantOf(names, application) },
    { title: "Stage", cell: ({ application }) => stageOf(names.applications[application]?.stage ?? "") },
    { title: "State", cell: ({ application }) => names.applications[application]?.state ?? "" },
    { title: "Why", cell: ({ why }) => <span class="row-why">{why.join(" ")}</span> },
    { title: "Next best", cell: ({ next_best }) => <NextBest names={names} of={next_best} /> },
    ...(adjusting
      ? [
          {
            title: "Adjust",
            cell: ({ application, next_best }: Unmatched) => {
              if (!next_best) return null;
              const pin = { kind: "pin", application, mentor: next_best.mentor } as const;
              const about = `${applicantOf(names, application)} with ${mentorOf(names, next_best.mentor)}`;
              const { has, toggle } = adjusting;
              return <Act keyed="i" label="Pin" about={about} pressed={has(pin)} onAct={() => toggle(pin)} />;
            },
          },
        ]
      : []),
  ];
  return (
    <List list={list} empty={<p>Everyone in this round has a mentor.</p>}>
      {(rows) => (
        <Table
          caption="Without a mentor"
          columns={columns}
          rows={rows}
          idOf={({ application }) => application}
          hrefOf={({ application }) => to("application", {}, { application })}
        />
      )}
    </List>
  );
}
