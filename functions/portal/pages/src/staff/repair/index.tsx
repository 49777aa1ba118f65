/** What the workers gave up on: why, and the way to let them try again. */
import { useState } from "preact/hooks";
import type { components } from "#openapi";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { plural } from "../../common/clock.ts";
import { ActionButton, Failure, Page } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { Link } from "../../common/router.ts";
import { useAddress } from "../frame/cycles.tsx";
import { useStaff } from "../frame/staff.ts";
import { Box } from "../parts/box.tsx";
import { shortEastern } from "../parts/dates.ts";
import { List } from "../parts/list.tsx";
import { usePages } from "../parts/pages.ts";
import { type Column, Table } from "../parts/table.tsx";
import { workerName } from "../parts/workers.ts";
import { EVENTS } from "../words.ts";

type Queue = components["schemas"]["DeadLetters"];
type Letter = components["schemas"]["DeadLetter"];

const nameOf = (type: string | null) => EVENTS[type as keyof typeof EVENTS] ?? type ?? "A message we can’t read";

const COLUMNS: readonly Column<Letter>[] = [
  { title: "What", cell: ({ type }) => nameOf(type) },
  { title: "About", cell: ({ subject, about }) => subject ?? about ?? "Not known" },
  { title: "Failed (ET)", cell: ({ sent_at }) => shortEastern(sent_at) },
  { title: "Why", cell: ({ error, code }) => [error, code].filter(Boolean).join(", ") || "Not written down" },
  { title: "Where", cell: ({ place }) => place.at(-1) ?? "" },
];

export default function RepairScreen() {
  const list = usePages<Queue>("dead letters", async () => (await call("GET", "/api/staff/dead_letters")).body);
  return (
    <Page title="Repair" wide>
      <List
        list={list}
        empty={<p>Nothing has failed for good. What fails is tried again five times before it comes here.</p>}
      >
        {(queues) => queues.map((queue) => <One key={queue.queue} queue={queue} onDone={list.reload} />)}
      </List>
    </Page>
  );
}

function One({ queue, onDone }: { queue: Queue; onDone: () => Promise<void> }) {
  const to = useAddress();
  const { role } = useStaff();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const redrive = async () => {
    setBusy(true);
    setError(null);
    try {
      const params = { queue: queue.queue };
      const { body } = await call("POST", "/api/staff/dead_letters/{queue}/redrive", { params });
      announce(`${plural(body.moved, "message")} sent again.`);
      await onDone();
    } catch (failed) {
      setError(asError(failed));
    }
    setBusy(false);
  };
  return (
    <Box title={`${workerName(queue.queue)}: ${plural(queue.waiting, "message")}`}>
      {queue.advice && <p>{queue.advice}</p>}
      <Table
        caption={`Dead letters: ${workerName(queue.queue)}`}
        columns={COLUMNS}
        rows={queue.messages}
        idOf={({ id }) => id}
        hrefOf={({ subject }) => (subject ? to("trail", { subject, scope: "all" }) : null)}
      />
      {error && <Failure error={error} />}
      {queue.can_redrive && role === "coordinator" && (
        <ActionButton type="button" busy={busy} busyLabel="Sending…" onClick={redrive}>
          Send all of them again
        </ActionButton>
      )}
      {queue.can_redrive && role !== "coordinator" && <p class="fine">A coordinator can send them again.</p>}
      <p class="fine">
        What fails again comes back here.{" "}
        <Link href={to("trail", { type: "WorkFailed", scope: "all" })}>Every failure</Link>
      </p>
    </Box>
  );
}
