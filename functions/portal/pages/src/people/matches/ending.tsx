/** Ending a confirmed match early: why, and whether it's really meant. */
import { useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { Field } from "../../common/fields.tsx";
import { LIMITS } from "../../common/limits.ts";
import { ActionButton, Failure } from "../../common/page.tsx";
import { messageOf } from "../../common/problem.ts";
import type { Match, Side } from "../../common/records.ts";
import { textOf } from "../../common/values.ts";
import { useSending } from "../sending.ts";
import { SIDES } from "./words.ts";

const WHY = {
  type: "string",
  title: "Why are you ending it?",
  description: "Only the program’s staff read it.",
  maxLength: LIMITS.reason,
};

interface EndingProps {
  readonly match: Match;
  readonly side: Side;
  readonly onSent: () => void;
}

/** The form, folded away until it is wanted. */
export function Ending({ match, side, onSent }: EndingProps) {
  const [reason, setReason] = useState("");
  const { busy, error, sendOnce } = useSending(onSent);
  const name = `ending-${match.id}`;
  const wrong = messageOf(error, "reason");
  const end = (event: Event) => {
    event.preventDefault();
    const params = { match: match.id };
    sendOnce("Your match has ended.", () => call("POST", "/api/matches/{match}/ending", { params, body: { reason } }));
  };
  return (
    <details class="match-more screen">
      <summary>End this match early</summary>
      <form class="decline" onSubmit={end} noValidate>
        <p>
          If it doesn’t work out, it’s no one’s fault. We’ll tell your {SIDES[side].other}, without your reason. You
          can’t undo this; while there’s time for another term, you both go into the next round of matching.
        </p>
        {error && !wrong && <Failure error={error} />}
        <Field
          schema={{ properties: { [name]: WHY }, required: [name] }}
          path={name}
          value={reason}
          error={wrong}
          onInput={(value) => setReason(textOf(value))}
          rows={3}
        />
        <div class="buttons">
          <ActionButton danger busy={busy}>
            End this match
          </ActionButton>
        </div>
      </form>
    </details>
  );
}
