/** Declining a proposal: why, and whether it is really meant. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Field, focusField } from "../../common/fields.tsx";
import { LIMITS } from "../../common/limits.ts";
import { useStillWrong } from "../../common/mending.ts";
import { ActionButton } from "../../common/page.tsx";
import { messageOf } from "../../common/problem.ts";
import type { Match, Side, Value } from "../../common/records.ts";
import { forget, keep, kept } from "../../common/safety.ts";
import { textOf } from "../../common/values.ts";
import type { Answering } from "./answer.ts";
import { SIDES } from "./words.ts";

const WHY = {
  type: "string",
  title: "Why are you declining?",
  description: "A few words help us in the next round. Only the program’s staff reads them.",
  maxLength: LIMITS.reason,
};

interface DeclineProps {
  readonly match: Match;
  readonly side: Side;
  readonly answer: Answering;
  readonly onBack: () => void;
}

/** The form; its text is kept in this browser until it has arrived. */
export function Decline({ match, side, answer, onBack }: DeclineProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const name = `reason-${match.id}`;
  const [reason, setReason] = useState(() => keptText(name));
  const wrong = useStillWrong(answer.error, messageOf(answer.error, "reason"), reason);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (wrong) focusField(name);
  }, [wrong, name]);
  const write = (value: Value) => {
    setReason(textOf(value));
    keep(name, value);
  };
  const decline = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await answer.decline(reason)) forget(name);
  };
  return (
    <form class="decline" onSubmit={decline} noValidate>
      <h4 class="decline-title" tabIndex={-1} ref={heading}>
        Decline this proposal?
      </h4>
      <p>{SIDES[side].declining}</p>
      <Field
        schema={{ properties: { [name]: WHY }, required: [name] }}
        path={name}
        value={reason}
        error={wrong}
        onInput={write}
        rows={3}
      />
      <div class="buttons">
        <ActionButton danger busy={answer.busy === "decline"}>
          Yes, decline
        </ActionButton>
        <ActionButton type="button" quiet onClick={onBack}>
          No, go back
        </ActionButton>
      </div>
    </form>
  );
}

function keptText(name: string): string {
  const text = kept(name);
  return typeof text === "string" ? text : "";
}
