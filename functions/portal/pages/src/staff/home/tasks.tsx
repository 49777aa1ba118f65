/** What waits for a person, newest first: what it is, what can be done about it, and done. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Failure } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { Link } from "../../common/router.ts";
import { useAddress } from "../frame/cycles.tsx";
import { Box } from "../parts/box.tsx";
import { List } from "../parts/list.tsx";
import type { Listed } from "../parts/pages.ts";
import type { Task } from "../words.ts";
import { waysOf } from "./task_ways.ts";

export function Tasks({ tasks }: { tasks: Listed<Task> }) {
  return (
    <div id="tasks">
      <Box title="Tasks">
        <List list={tasks} empty={<p>Nothing waits for you.</p>}>
          {(rows) => (
            <ul class="events">
              {rows.map((task) => (
                <One key={task.id} task={task} onDone={() => tasks.replace(({ id }) => id === task.id, null)} />
              ))}
            </ul>
          )}
        </List>
      </Box>
    </div>
  );
}

function One({ task, onDone }: { task: Task; onDone: () => void }) {
  const to = useAddress();
  const ways = waysOf(task);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const finish = async () => {
    setBusy(true);
    setError(null);
    try {
      await call("POST", "/api/staff/tasks/{task}/done", { params: { task: task.id } });
      announce("The task is done.");
      onDone();
    } catch (failed) {
      setError(asError(failed));
      setBusy(false);
    }
  };
  return (
    <li>
      <p>
        <strong>{task.title}</strong>
      </p>
      <p>{task.advice}</p>
      <p class="fine">
        <time dateTime={task.created_at}>{task.created_at_et}</time>
      </p>
      {error && <Failure error={error} />}
      <p class="task-ways">
        {ways.application && (
          <Link href={to("application", task.cycle ? { cycle: task.cycle } : {}, { application: ways.application })}>
            Open the application
          </Link>
        )}
        {ways.mentor && <Link href={to("mentor", {}, { mentor: ways.mentor })}>Open the mentor</Link>}
        {task.kind === "outage" && task.cycle !== null && (
          <Link href={to("late", { cycle: task.cycle })}>See whom to extend</Link>
        )}
        {task.kind === "dead_letter" && <Link href={to("repair")}>Go to Repair</Link>}
        {ways.canFinish && (
          <ActionButton type="button" quiet busy={busy} onClick={finish} aria-label={`Mark done: ${task.title}`}>
            Mark done
          </ActionButton>
        )}
      </p>
    </li>
  );
}
