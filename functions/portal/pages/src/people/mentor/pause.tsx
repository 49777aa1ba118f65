/** Leaving matching for a while, and coming back. */
import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { plural, serverNow } from "../../common/clock.ts";
import { Field, focusField } from "../../common/fields.tsx";
import { ActionButton, Failure } from "../../common/page.tsx";

const UNTIL = {
  properties: {
    pause_until: {
      type: "string",
      title: "Until",
      description: "You take part again from the beginning of this day (ET). Leave it empty to pause until you resume.",
    },
  },
};

/** `{busy, error, change}`: send to `/api/mentor/…` once, whatever is pressed meanwhile. */
function useChange(onChanged) {
  const under = useRef(false);
  const [state, setState] = useState({ busy: false, error: null });
  const change = async (step, body, said) => {
    if (under.current) return;
    under.current = true;
    setState({ busy: true, error: null });
    try {
      const { body: record } = await call("POST", `/api/mentor/${step}`, { body });
      setState({ busy: false, error: null });
      announce(said);
      onChanged(record);
    } catch (error) {
      setState({ busy: false, error });
    } finally {
      under.current = false;
    }
  };
  return { ...state, change };
}

/** The way into a pause. */
export function Pause({ proposed, onChanged }) {
  const [open, setOpen] = useState(false);
  const opener = useRef();
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

function PauseForm({ proposed, onChanged, onBack }) {
  const [until, setUntil] = useState("");
  const [late, setLate] = useState(null);
  const { busy, error, change } = useChange(onChanged);
  const wrong = late ?? error?.errors?.find(({ field }) => field === "until")?.message;
  useEffect(() => {
    focusField("pause_until");
  }, []);
  const pause = (event) => {
    event.preventDefault();
    const past = until && until <= new Date(serverNow()).toISOString().slice(0, 10);
    setLate(past ? "Choose a day that is still to come." : null);
    if (past) focusField("pause_until");
    else change("pause", until ? { until } : {}, "You are pausing.");
  };
  return (
    <form class="pause" onSubmit={pause} noValidate>
      <h3>Pause</h3>
      <p>
        You get no proposals while you pause. Mentees of yours stay with you.
        {proposed > 0 &&
          ` ${plural(proposed, "open proposal")} will be closed; the applicants go into the next round with priority.`}
      </p>
      {error && !wrong && <Failure error={error} />}
      <Field schema={UNTIL} path="pause_until" type="date" value={until} error={wrong} onInput={setUntil} />
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
export function Resume({ onChanged }) {
  const { busy, error, change } = useChange(onChanged);
  const resume = () => change("resume", undefined, "You take part in matching again.");
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
