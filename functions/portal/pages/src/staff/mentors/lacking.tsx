/** What mentors are lacking in, by the newest round: bars that are the table. */
import type { Choice } from "../../common/schema.ts";
import { Bars } from "../parts/bars.tsx";
import { Box } from "../parts/box.tsx";
import { shortEastern } from "../parts/dates.ts";
import { List } from "../parts/list.tsx";
import type { Listed } from "../parts/pages.ts";
import { type Round, stageOf } from "../words.ts";

type Shortages = Round["shortages"][string];

interface LackingProps {
  readonly rounds: Listed<Round>;
  /** What disciplines are called. */
  readonly disciplines: readonly Choice[];
}

export function Lacking({ rounds, disciplines }: LackingProps) {
  const nameOf = (name: string) => disciplines.find(({ value }) => value === name)?.label ?? name;
  return (
    <Box title="Where mentors are lacking">
      <List
        list={{ ...rounds, rows: rounds.rows?.slice(0, 1) ?? null }}
        foot={false}
        empty={<p>No round was drawn up yet. The first one follows the first eligible application.</p>}
      >
        {([round]) => round && <Shown round={round} nameOf={nameOf} />}
      </List>
    </Box>
  );
}

function Shown({ round, nameOf }: { round: Round; nameOf: (discipline: string) => string }) {
  const { disciplines = [], stages = [], regions = [] } = round.shortages;
  const none = [disciplines, stages, regions].every((found) => found.length === 0);
  return (
    <>
      <p class="fine">
        {round.state === "provisional" ? "Provisional round" : "Round"} {round.round}, {shortEastern(round.created_at)}{" "}
        ET: applicants who did not get what they asked for.
      </p>
      {none ? (
        <p>Everyone in this round has a mentor who fits.</p>
      ) : (
        <div class="bars-groups">
          <Group title="Disciplines" found={disciplines} nameOf={nameOf} />
          <Group title="Stages" found={stages} nameOf={stageOf} />
          <Group title="Regions" found={regions} nameOf={(name) => name} />
        </div>
      )}
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly found: Shortages;
  readonly nameOf: (name: string) => string;
}

function Group({ title, found, nameOf }: GroupProps) {
  const rows = found.map(({ name, applicants }) => ({ name, count: applicants ?? null }));
  return rows.length ? <Bars of="Applicants" {...{ title, rows, nameOf }} /> : null;
}
