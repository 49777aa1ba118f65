/** What waits for the staff in this cycle, and how the cycle is going. */
import { call } from "../../common/api.ts";
import { Page } from "../../common/page.tsx";
import { useCycles } from "../frame/cycles.tsx";
import { usePages } from "../parts/pages.ts";
import type { Late, Row, Task } from "../words.ts";
import { Going } from "./going.tsx";
import { Tasks } from "./tasks.tsx";
import { Waiting } from "./waiting.tsx";
import { Window } from "./window.tsx";

const MOST = 200;

export default function Home() {
  const { id: cycle } = useCycles();
  const tasks = usePages<Task>(
    cycle && `tasks ${cycle}`,
    async () => (await call("GET", "/api/staff/tasks", { query: { cycle, limit: MOST } })).body,
  );
  const reviews = usePages<Row>(cycle && `reviews ${cycle}`, async (cursor) => {
    const query = { cycle, status: "needs_review", limit: MOST, cursor };
    return (await call("GET", "/api/staff/applications", { query })).body;
  });
  const late = usePages<Late>(
    cycle && `late ${cycle}`,
    async () => (await call("GET", "/api/staff/cycles/{cycle}/late", { params: { cycle } })).body,
  );
  const rounds = usePages(
    cycle && `rounds ${cycle}`,
    async () => (await call("GET", "/api/staff/cycles/{cycle}/rounds", { params: { cycle } })).body,
  );
  return (
    <Page title="Home" wide>
      <Waiting {...{ tasks, reviews, late, rounds }} />
      <div class="beside-columns">
        <Tasks tasks={tasks} />
        <Window round={rounds.rows?.[0]} />
      </div>
      <Going />
    </Page>
  );
}
