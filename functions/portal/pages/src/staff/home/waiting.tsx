/** How many of each kind wait for someone, each with the way to them. */
import { Failure } from "../../common/page.tsx";
import { Link } from "../../common/router.ts";
import { useAddress } from "../frame/cycles.tsx";
import type { Listed } from "../parts/pages.ts";
import type { Late, Round, Row, Task } from "../words.ts";

interface WaitingProps {
  readonly tasks: Listed<Task>;
  readonly reviews: Listed<Row>;
  readonly late: Listed<Late>;
  readonly rounds: Listed<Round>;
}

export function Waiting({ tasks, reviews, late, rounds }: WaitingProps) {
  const to = useAddress();
  const draft = rounds.rows?.find(({ state }) => state === "draft" || state === "stale");
  const failed = [reviews, late, rounds].find(({ error }) => error);
  return (
    <>
      {failed?.error && <Failure error={failed.error} retry={failed.reload} />}
      <ul class="tiles">
        <Tile label="to review" of={reviews} href={to("review")} />
        <Tile label="late, unanswered" of={open(late)} href={to("late")} />
        <Tile label={tasks.rows?.length === 1 ? "task" : "tasks"} of={tasks} href="#tasks" />
        <Tile
          label={draft?.state === "stale" ? "draft round, out of date" : draft ? "draft round" : "draft rounds"}
          count={draft ? 1 : 0}
          href={draft ? to("round", {}, { round: draft.round }) : to("rounds")}
        />
      </ul>
    </>
  );
}

/** Those who came late and have neither a later deadline nor submitted since. */
const open = (late: Listed<Late>): Pick<Listed<Late>, "rows" | "more"> => ({
  rows: late.rows?.filter(({ extended_until, submitted }) => !extended_until && !submitted) ?? null,
  more: late.more,
});

interface TileProps {
  readonly label: string;
  readonly of?: Pick<Listed<unknown>, "rows" | "more">;
  readonly count?: number;
  readonly href?: string;
}

function Tile({ label, of, count, href }: TileProps) {
  const known = of ? of.rows?.length : count;
  const text = (
    <>
      <b>{known === undefined ? "–" : `${known}${of?.more ? "+" : ""}`}</b> {label}
    </>
  );
  return (
    <li class={known ? "tile tile-some" : "tile"}>{href ? <Link href={href}>{text}</Link> : <span>{text}</span>}</li>
  );
}
