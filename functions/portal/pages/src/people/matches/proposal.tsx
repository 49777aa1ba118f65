/** A proposal that waits for an answer. */
import { useEffect, useRef, useState } from "preact/hooks";
import { countdown } from "../../common/clock.ts";
import { Moment } from "../../common/moment.tsx";
import { ActionButton, Failure } from "../../common/page.tsx";
import { Decline } from "./decline.tsx";
import { SIDES } from "./words.ts";

/** Why the two were put together. */
export function Reasons({ match }) {
  return (
    <ul class="reasons">
      {match.reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

/** The proposal to `side` at `now`; `answer` is what `useAnswer` gives. */
export function Proposal({ match, side, minMonths, answer, part: Part, described, now }) {
  const accepted = match.accepted[side];
  return (
    <>
      <Due match={match} left={Date.parse(match.respond_by) - now} />
      <Part class="match-part">{SIDES[side].why}</Part>
      <Reasons match={match} />
      <Answer {...{ match, side, minMonths, answer, accepted, described }} />
    </>
  );
}

function Due({ match, left }) {
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

function Answer({ match, side, minMonths, answer, accepted, described }) {
  const [declining, setDeclining] = useState(false);
  const decline = useRef();
  const back = useRef(false);
  useEffect(() => {
    if (back.current) decline.current?.focus();
    back.current = declining;
  }, [declining]);
  const words = SIDES[side];
  const other = answer.error && answer.error.type !== "match_closed" && !answer.error.errors?.length;
  return (
    <>
      <p>{accepted ? words.waiting : words.accepting}</p>
      {!accepted && minMonths && <p>By accepting you commit to at least {minMonths} months.</p>}
      {other && <Failure error={answer.error} />}
      {declining ? (
        <Decline {...{ match, side, answer }} onBack={() => setDeclining(false)} />
      ) : (
        <div class="buttons">
          {!accepted && (
            <ActionButton
              type="button"
              aria-describedby={described}
              busy={answer.busy === "acceptance"}
              onClick={() => answer.send("acceptance")}
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
