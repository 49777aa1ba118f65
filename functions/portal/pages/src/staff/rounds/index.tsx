/** The rounds of the cycle, newest first, and the way to a new one. */
import { useEffect, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { usePolling } from "../../common/loaded.ts";
import { ActionButton, Failure, Notice, Page } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { navigate } from "../../common/router.ts";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { useKeys } from "../frame/keys.ts";
import { shortEastern } from "../parts/dates.ts";
import { List } from "../parts/list.tsx";
import { usePages } from "../parts/pages.ts";
import { type Column, Table } from "../parts/table.tsx";
import { useWalk } from "../parts/walk.ts";
import type { Round } from "../words.ts";
import { fit, ROUND_STATES } from "./words.ts";

const COLUMNS: readonly Column<Round>[] = [
  { title: "Round", cell: ({ round }) => `Round\u00a0${round}`, detail: ({ policy_version }) => policy_version },
  {
    title: "State",
    cell: ({ state }) => <span class={`tag tag-${ROUND_STATES[state].tone}`}>{ROUND_STATES[state].label}</span>,
  },
  { title: "Drawn up (ET)", cell: ({ created_at }) => shortEastern(created_at) },
  { title: "Matched", cell: ({ matched }) => matched, number: true },
  {
    title: "Average fit (worst)",
    cell: ({ matched, total, worst }) => (matched ? `${fit(total / matched)} (${fit(worst)})` : "–"),
    number: true,
  },
  { title: "Adjustments", cell: ({ adjustments }) => adjustments.length || "–", number: true },
  { title: "Published (ET)", cell: ({ published_at }) => (published_at ? shortEastern(published_at) : "–") },
];

export default function Rounds() {
  const { id: cycle, cycle: facts } = useCycles();
  const to = useAddress();
  const [queued, setQueued] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const list = usePages<Round>(
    cycle && `rounds ${cycle}`,
    async () => (await call("GET", "/api/staff/cycles/{cycle}/rounds", { params: { cycle } })).body,
  );
  useWalk(list, ({ round }) => `${round}`);
  const start = async () => {
    if (busy || queued) return;
    setBusy(true);
    setError(null);
    try {
      setQueued((await call("POST", "/api/staff/cycles/{cycle}/rounds", { params: { cycle } })).body.round);
      announce("The round is being drawn up.");
    } catch (failed) {
      setError(asError(failed));
    }
    setBusy(false);
  };
  const drawn = queued > 0 && list.rows?.some(({ round }) => round === queued);
  usePolling(queued > 0 && !drawn, list.reload);
  useEffect(() => {
    if (drawn) navigate(to("round", {}, { round: queued }));
  }, [drawn]);
  useKeys("Rounds", [{ keys: "n", says: "Draw a round", run: start }]);
  const open = facts?.phase === "open" || facts?.phase === "upcoming";
  return (
    <Page
      title="Rounds"
      wide
      lead={
        <p>
          {open
            ? "While the window is open, rounds are provisional: they show where mentors are lacking."
            : "A draft reaches no one until you publish it."}
        </p>
      }
      beside={
        <ActionButton
          type="button"
          busy={busy || queued > 0}
          busyLabel="Drawing…"
          onClick={start}
          aria-keyshortcuts="n"
        >
          Draw a round
        </ActionButton>
      }
    >
      {error && <Failure error={error} retry={start} />}
      {queued > 0 && (
        <Notice kind="info" title={`Round ${queued} is being drawn up`}>
          <p>It opens here as soon as it’s ready. You can go on with something else.</p>
        </Notice>
      )}
      <List list={list} empty={<p>No round was drawn up in this cycle yet. Draw one to see who could be matched.</p>}>
        {(rows) => (
          <Table
            caption="Rounds"
            columns={COLUMNS}
            rows={rows}
            idOf={({ round }) => `${round}`}
            hrefOf={({ round }) => to("round", {}, { round })}
          />
        )}
      </List>
    </Page>
  );
}
