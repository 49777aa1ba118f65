/** Leaving matching for a while, and coming back. */
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { plural, serverNow } from "../../common/clock.ts";
import { Field, focusField } from "../../common/fields.tsx";
import { ActionButton, Failure } from "../../common/page.tsx";
import { messageOf } from "../../common/problem.ts";
import { textOf } from "../../common/values.ts";
import { useSending } from "../sending.ts";

const UNTIL = {
  properties: {
    pause_until: {
      type: "string",
      title: "Until",
      description: "You’re back at the beginning of this day (ET). Leave it empty to pause until you resume.",
    },
  },
};

interface PauseProps {
  readonly proposed: number;
  readonly onChanged: () => void;
}

/** The way into a pause. */
export function Pause({ proposed, onChanged }: PauseProps) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const back = useRef(false);
  useEffect(() => {
    if (back.current && !open) opener.current?.focus();
    back.current = open;
  }, [open]);
  if (open) return <PauseForm proposed={proposed} onChanged={onChanged} onBack={() => setOpen(false)} />;
  return (
    <div class="buttons">
      <button type="button" class="button button-quiet" ref={opener} onClick={() => setOpen(true)}>
        Pause
      </button>
    </div>
  );
}

function PauseForm({ proposed, onChanged, onBack }: PauseProps & { onBack: () => void }) {
  const [until, setUntil] = useState("");
  const [late, setLate] = useState<string | null>(null);
  const { busy, error, sendOnce } = useSending(onChanged);
  const wrong = late ?? messageOf(error, "until");
  useEffect(() => {
    focusField("pause_until");
  }, []);
  const pause = (event: SubmitEvent) => {
    event.preventDefault();
    const past = until && until <= new Date(serverNow()).toISOString().slice(0, 10);
    setLate(past ? "Choose a day in the future." : null);
    if (past) focusField("pause_until");
    else sendOnce("You’re paused.", () => call("POST", "/api/mentor/pause", { body: until ? { until } : {} }));
  };
  return (
    <form class="pause" onSubmit={pause} noValidate>
      <h3>Pause</h3>
      <p>
        You get no proposals while you’re paused. Your mentees stay with you.
        {proposed > 0 &&
          ` We’ll close ${plural(proposed, "open proposal")}; the applicants go first in the next round.`}
      </p>
      {error && !wrong && <Failure error={error} />}
      <Field
        schema={UNTIL}
        path="pause_until"
        type="date"
        value={until}
        error={wrong}
        onInput={(value) => setUntil(textOf(value))}
      />
      <div class="buttons">
        <ActionButton busy={busy}>Start the pause</ActionButton>
        <ActionButton type="button" quiet onClick={onBack}>
          Go back
        </ActionButton>
      </div>
    </form>
  );
}

/** The way back. */
export function Resume({ onChanged }: { onChanged: () => void }) {
  const { busy, error, sendOnce } = useSending(onChanged);
  const resume = () => sendOnce("You’re taking part in matching again.", () => call("POST", "/api/mentor/resume"));
  return (
    <>
      {error && <Failure error={error} />}
      <div class="buttons">
        <ActionButton type="button" busy={busy} onClick={resume}>
          Take part again
        </ActionButton>
      </div>
    </>
  );
}
