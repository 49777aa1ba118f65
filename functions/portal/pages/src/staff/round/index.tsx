/** One round on one screen: what it comes to, its proof, what staff change, who is with whom and who is left. */
import { useEffect, useState } from "preact/hooks";
import { usePolling } from "../../common/loaded.ts";
import { Failure, Notice, Page, Skeleton } from "../../common/page.tsx";
import { Link, navigate } from "../../common/router.ts";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { useKeys } from "../frame/keys.ts";
import { shortEastern } from "../parts/dates.ts";
import { neighbours } from "../parts/walk.ts";
import { ROUND_STATES, type StaffRound } from "../rounds/words.ts";
import type { ScreenProps } from "../screens.ts";
import { useAdjusting } from "./adjusting.ts";
import { Adjustments, Costs } from "./adjustments.tsx";
import { Certificate } from "./certificate.tsx";
import { People } from "./people.tsx";
import { Picking } from "./picking.tsx";
import { Publishing } from "./publishing.tsx";
import { isDrawing, type RoundRecord, useNames, useRound } from "./record.ts";
import { Totals } from "./totals.tsx";

export default function RoundScreen({ params: { round: number = "" } }: ScreenProps) {
  const { id: cycle } = useCycles();
  const record = useRound(cycle, number);
  const { data, error, reload } = record;
  const title = `Round ${number}`;
  usePolling(isDrawing(data), reload);
  if (!data) {
    return (
      <Page title={title} wide before={<Ways number={Number(number)} />}>
        {error ? <Failure error={error} retry={reload} /> : <Skeleton lines={12} />}
      </Page>
    );
  }
  return <Shown key={`${cycle} ${number}`} {...{ cycle, record, title }} round={data} />;
}

/** `n` and `p` lead to the rounds that the list has after and before this one; it begins with the newest. */
function Ways({ number }: { number: number }) {
  const to = useAddress();
  const { before: newer, next: older } = neighbours(`${number}`);
  const at = (other: string) => to("round", {}, { round: other });
  useKeys("This round", [
    ...(newer ? [{ keys: "n", says: "Next round", run: () => navigate(at(newer)) }] : []),
    ...(older ? [{ keys: "p", says: "The round before", run: () => navigate(at(older)) }] : []),
    { keys: "u", says: "Back to the list", run: () => navigate(to("rounds")) },
  ]);
  return (
    <nav class="walk" aria-label="Rounds">
      <Link href={to("rounds")}>Back to the list</Link>
      {older && <Link href={at(older)}>Round {older}</Link>}
      {newer && <Link href={at(newer)}>Round {newer}</Link>}
    </nav>
  );
}

interface ShownProps {
  readonly cycle: string;
  readonly record: RoundRecord;
  readonly round: StaffRound;
  readonly title: string;
}

function Shown({ cycle, record, round, title }: ShownProps) {
  const [publishes, setPublishes] = useState(false);
  const [picks, setPicks] = useState(false);
  const [names, addNames] = useNames();
  useEffect(() => addNames(round.names), [round.names]);
  const draft = round.state === "draft" || (round.state === "stale" && round.outdated !== null);
  const adjusting = useAdjusting(cycle, record, round);
  const publish = () => setPublishes(true);
  useKeys("This round", round.state === "draft" ? [{ keys: "b", says: "Publish", run: publish }] : []);
  return (
    <Page
      title={title}
      wide
      before={<Ways number={round.round} />}
      lead={<Facts round={round} />}
      beside={
        round.state === "draft" && (
          <button type="button" class="button" onClick={publish} aria-keyshortcuts="b">
            Publish…
          </button>
        )
      }
    >
      {record.error && <Failure error={record.error} retry={record.reload} />}
      <Standing round={round} />
      <div class="round-head">
        <Totals round={round} />
        <Certificate {...{ cycle, record, round }} />
      </div>
      {draft ? (
        <Adjustments {...{ round, names, adjusting }} onPick={() => setPicks(true)} />
      ) : (
        round.adjustments.length > 0 && <Costs round={round} names={names} />
      )}
      <People {...{ cycle, round, names }} adjusting={draft ? adjusting : null} onNames={addNames} />
      {picks && <Picking {...{ cycle, adjusting }} onNames={addNames} onClose={() => setPicks(false)} />}
      {publishes && (
        <Publishing
          {...{ cycle, record, round, names }}
          gathered={adjusting.changes.length}
          onClose={() => setPublishes(false)}
        />
      )}
    </Page>
  );
}

function Facts({ round: { state, created_at, published_at, applicants, matched } }: { round: StaffRound }) {
  const { label, tone } = ROUND_STATES[state];
  return (
    <p class="facts-line">
      <span class={`tag tag-${tone}`}>{label}</span>
      <span>
        {matched} of {applicants} matched
      </span>
      <span>
        Drawn up <time dateTime={created_at}>{shortEastern(created_at)}</time> ET
      </span>
      {published_at && (
        <span>
          Published <time dateTime={published_at}>{shortEastern(published_at)}</time> ET
        </span>
      )}
    </p>
  );
}

/** Why a round can't be published as it is, and the way on. */
function Standing({ round }: { round: StaffRound }) {
  const to = useAddress();
  if (round.state === "provisional") {
    return (
      <Notice kind="info" title="This round is provisional">
        <p>It shows where mentors are lacking while there is time. Draw a round after the close to publish one.</p>
      </Notice>
    );
  }
  if (round.state !== "stale") return null;
  if (round.outdated === "adjustments") {
    return (
      <Notice kind="info" title="The round is being drawn up again">
        <p>What shows is the round before your adjustments. The new one follows by itself.</p>
      </Notice>
    );
  }
  if (round.outdated === "facts") {
    return (
      <Notice kind="warning" title="This round is out of date">
        <p>Someone left, joined or changed their answers since it was drawn up. Draw it again below to publish it.</p>
      </Notice>
    );
  }
  return (
    <Notice kind="warning" title="There’s a newer round">
      <p>
        <Link href={to("round", {}, { round: round.round + 1 })}>Continue with round {round.round + 1}</Link>
      </p>
    </Notice>
  );
}
