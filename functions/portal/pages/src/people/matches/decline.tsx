/** Declining a proposal: why, and whether it is really meant. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Field, focusField } from "../../common/fields.tsx";
import { ActionButton } from "../../common/page.tsx";
import { forget, keep, kept } from "../../common/safety.ts";
import { SIDES } from "./words.ts";

const WHY = {
  type: "string",
  title: "Why do you decline?",
  description: "A few words help the next round. Only the program’s staff read them.",
  maxLength: 2000,
};

/** The form; `answer` is what `useAnswer` gives. Its text is kept in this browser until it has arrived. */
export function Decline({ match, side, answer, onBack }) {
  const heading = useRef();
  const name = `reason-${match.id}`;
  const [reason, setReason] = useState(() => kept(name) ?? "");
  const wrong = answer.error?.errors?.find(({ field }) => field === "reason")?.message;
  useEffect(() => heading.current.focus(), []);
  useEffect(() => {
    if (wrong) focusField(name);
  }, [wrong, name]);
  const write = (text) => {
    setReason(text);
    keep(name, text);
  };
  const decline = async (event) => {
    event.preventDefault();
    if (await answer.send("decline", { reason })) forget(name);
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
