/** A match as one of its sides sees it, from the proposal to the end. */
import { useId } from "preact/hooks";
import { addressOfMatch } from "../../common/addresses.ts";
import { useNow } from "../../common/clock.ts";
import { useFocusAfter } from "../../common/focus.ts";
import { Notice, type Tone } from "../../common/page.tsx";
import { problemType } from "../../common/problem.ts";
import type { Match, Side } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { useAnswer } from "./answer.ts";
import { Confirmed } from "./confirmed.tsx";
import { Proposal } from "./proposal.tsx";
import { asOf, endingOf, SIDES, wayToYear } from "./words.ts";

interface MatchCardProps {
  readonly match: Match;
  readonly side: Side;
  readonly level?: 2 | 3;
  readonly count?: string | undefined;
  readonly minMonths: number | undefined;
  readonly answered?: boolean;
  readonly onAnswered: () => void;
}

/**
 * The card of a `match` for `side`, headed at `level`; `count` sets one of several apart, `minMonths` is the
 * shortest term, `answered` that it was answered on this page. After an answer `onAnswered` is to read the match again.
 */
export function MatchCard({ match: stored, side, level = 2, count, minMonths, answered, onAnswered }: MatchCardProps) {
  const id = useId();
  const now = useNow();
  const match = asOf(now, stored);
  const answer = useAnswer(match, onAnswered);
  const problem = problemType(answer.error);
  const heading = useFocusAfter(`${match.state} ${match.accepted[side]} ${problem}`, answered);
  const { title, tag, tone } = headOf(match, side);
  const [Heading, part] = level === 2 ? (["h2", "h3"] as const) : (["h3", "h4"] as const);
  const ending = endingOf(match);
  return (
    <section class="card match" aria-labelledby={id}>
      <p class="match-tag">
        <span class={`tag tag-${tone}`}>{tag}</span>
      </p>
      <Heading class="card-title" id={id} tabIndex={-1} ref={heading}>
        {title}
        {count && ` (${count})`}
      </Heading>
      {answer.error && problem === "match_closed" && (
        <div role="alert">
          <Notice kind="warning" title="We’re sorry: you can’t answer this proposal anymore">
            <p>{answer.error.message}</p>
          </Notice>
        </div>
      )}
      {match.state === "proposed" && <Proposal {...{ match, side, minMonths, answer, part, now }} described={id} />}
      {(match.state === "confirmed" || match.state === "in_term") && (
        <Confirmed {...{ match, side, part }} onSent={onAnswered} />
      )}
      {match.state === "completed" && (
        <p>
          <Link href={addressOfMatch(match.id)}>{wayToYear(match)}</Link>
        </p>
      )}
      {ending && <p>{answer.given === "decline" ? "You declined this proposal." : ending.text}</p>}
    </section>
  );
}

function headOf(match: Match, side: Side): { title: string; tag: string; tone: Tone } {
  const words = SIDES[side];
  if (match.state === "proposed" && match.accepted[side]) {
    return { title: `You accepted; your ${words.other} hasn’t answered yet`, tag: "Waiting", tone: "info" };
  }
  if (match.state === "proposed") return { title: words.proposed, tag: "Please answer", tone: "warning" };
  const named = match.contact ? `${words.confirmed}: ${match.contact.name}` : words.confirmed;
  if (match.state === "confirmed") return { title: named, tag: "Confirmed", tone: "success" };
  const ending = endingOf(match);
  if (!ending) return { title: named, tag: "In term", tone: "success" };
  return { title: match.confirmed_at ? named : "This proposal is closed", tag: ending.tag, tone: "info" };
}
