/** A match as one of its sides sees it, from the proposal to the end. */
import { useId } from "preact/hooks";
import { useNow } from "../../common/clock.ts";
import { useFocusAfter } from "../../common/focus.ts";
import { Notice } from "../../common/page.tsx";
import { useAnswer } from "./answer.ts";
import { Confirmed } from "./confirmed.tsx";
import { Proposal } from "./proposal.tsx";
import { asOf, ending, LIVE, SIDES } from "./words.ts";

/**
 * The card of a `match` for `side`, headed at `level`; `count` tells one of several from the others, `minMonths` is the
 * shortest term, `answered` that it was answered on this page. After an answer `onAnswered` is to read the match again.
 */
export function MatchCard({ match: stored, side, level = 2, count, minMonths, answered, onAnswered }) {
  const id = useId();
  const now = useNow();
  const match = asOf(now, stored);
  const answer = useAnswer(match, onAnswered);
  const heading = useFocusAfter(`${match.state} ${match.accepted[side]} ${answer.error?.type}`, answered);
  const { title, tag, tone } = headOf(match, side);
  const [Heading, part] = [`h${level}`, `h${level + 1}`];
  return (
    <section class="card match" aria-labelledby={id}>
      <p class="match-tag">
        <span class={`tag tag-${tone}`}>{tag}</span>
      </p>
      <Heading class="card-title" id={id} tabIndex={-1} ref={heading}>
        {title}
        {count && ` (${count})`}
      </Heading>
      {answer.error?.type === "match_closed" && (
        <div role="alert">
          <Notice kind="warning" title="We are sorry: this proposal can no longer be answered">
            <p>{answer.error.message}</p>
          </Notice>
        </div>
      )}
      {match.state === "proposed" && <Proposal {...{ match, side, minMonths, answer, part, now }} described={id} />}
      {["confirmed", "in_term"].includes(match.state) && <Confirmed {...{ match, side, part }} />}
      {!LIVE.includes(match.state) && (
        <p>{answer.given === "decline" ? "You declined this proposal." : ending(match).text}</p>
      )}
    </section>
  );
}

function headOf(match, side) {
  const words = SIDES[side];
  if (match.state === "proposed" && match.accepted[side]) {
    return { title: `You accepted; your ${words.other} is still to answer`, tag: "Waiting", tone: "info" };
  }
  if (match.state === "proposed") return { title: words.proposed, tag: "Please answer", tone: "warning" };
  if (match.state === "confirmed") return { title: words.confirmed, tag: "Confirmed", tone: "success" };
  if (match.state === "in_term") return { title: words.confirmed, tag: "In term", tone: "success" };
  const title = match.confirmed_at ? words.confirmed : "This proposal is closed";
  return { title, tag: ending(match).tag, tone: "info" };
}
