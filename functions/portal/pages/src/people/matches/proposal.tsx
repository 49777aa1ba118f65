/** A proposal that waits for an answer. */
import { useEffect, useRef, useState } from "preact/hooks";
import { countdown } from "../../common/clock.ts";
import { Moment } from "../../common/moment.tsx";
import { ActionButton, Failure } from "../../common/page.tsx";
import { fieldErrors, problemType } from "../../common/problem.ts";
import type { Match, Side } from "../../common/records.ts";
import type { Answering } from "./answer.ts";
import { Decline } from "./decline.tsx";
import { Other } from "./other_side.tsx";
import { SIDES } from "./words.ts";

/** Why the two fit together. */
export function Reasons({ match }: { match: Match }) {
  return (
    <ul class="reasons">
      {match.reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

interface AnswerProps {
  readonly match: Match;
  readonly side: Side;
  readonly minMonths: number | undefined;
  readonly answer: Answering;
  readonly described: string;
}

interface ProposalProps extends AnswerProps {
  readonly part: "h3" | "h4";
  readonly now: number;
}

/** The proposal to `side` at `now`. */
export function Proposal({ part: Part, now, ...answering }: ProposalProps) {
  const { match, side } = answering;
  return (
    <>
      {match.other && <Part class="match-part">{SIDES[side].introduced}</Part>}
      {match.other && <Other other={match.other} side={side} />}
      <Due match={match} left={Date.parse(match.respond_by) - now} />
      <Part class="match-part">{SIDES[side].why}</Part>
      <Reasons match={match} />
      <Answer {...answering} />
    </>
  );
}

function Due({ match, left }: { match: Match; left: number }) {
  return (
    <dl class="facts">
      <dt>Answer before</dt>
      <dd>
        <Moment iso={match.respond_by} eastern={match.respond_by_et} />
      </dd>
      <dt>Time left</dt>
      <dd class="time-left">{countdown(left)}</dd>
    </dl>
  );
}

/** Whether an error is shown here, and not where the field is, or at the head of the card. */
const isOther = (error: Error) => problemType(error) !== "match_closed" && fieldErrors(error).length === 0;

function Answer({ match, side, minMonths, answer, described }: AnswerProps) {
  const accepted = match.accepted[side];
  const [declining, setDeclining] = useState(false);
  const decline = useRef<HTMLButtonElement>(null);
  const back = useRef(false);
  useEffect(() => {
    if (back.current) decline.current?.focus();
    back.current = declining;
  }, [declining]);
  const words = SIDES[side];
  return (
    <>
      <p>{accepted ? words.waiting : words.accepting}</p>
      {!accepted && minMonths && <p>By accepting, you commit to at least {minMonths} months.</p>}
      {answer.error && isOther(answer.error) && <Failure error={answer.error} />}
      {declining ? (
        <Decline {...{ match, side, answer }} onBack={() => setDeclining(false)} />
      ) : (
        <div class="buttons">
          {!accepted && (
            <ActionButton
              type="button"
              aria-describedby={described}
              busy={answer.busy === "acceptance"}
              onClick={() => answer.accept()}
            >
              {words.accept}
            </ActionButton>
          )}
          <button
            type="button"
            ref={decline}
            class={accepted ? "link" : "button button-quiet"}
            aria-describedby={described}
            onClick={() => setDeclining(true)}
          >
            {accepted ? "Decline after all" : "Decline"}
          </button>
        </div>
      )}
    </>
  );
}
