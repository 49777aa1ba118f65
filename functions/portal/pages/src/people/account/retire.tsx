/** The end of a person's part as a mentor, for those who are one. */
import { useEffect, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { Field, focusField } from "../../common/fields.tsx";
import { ActionButton, Failure, Notice } from "../../common/page.tsx";
import { textOf } from "../../common/values.ts";
import { useSending } from "../sending.ts";

const WORD = "retire";
const SCHEMA = {
  required: ["retire"],
  properties: { retire: { type: "string", title: `Type “${WORD}” to confirm`, maxLength: WORD.length } },
};

type State = "unknown" | "none" | "mentor" | "retired";

/** Whether the person is a mentor; what can't be read shows nothing, for nothing depends on it here. */
function useMentor() {
  const [state, setState] = useState<State>("unknown");
  useEffect(() => {
    call("GET", "/api/mentor").then(
      ({ body }) => setState(body.status === "retired" ? "retired" : "mentor"),
      () => setState("none"),
    );
  }, []);
  return { state, retired: () => setState("retired") };
}

export function Retire() {
  const { state, retired } = useMentor();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string>();
  const { busy, error, sendOnce } = useSending(retired);
  if (state === "unknown" || state === "none") return null;
  if (state === "retired") {
    return (
      <Notice kind="info" title="You’ve retired as a mentor">
        <p>Thank you for the time you gave.</p>
      </Notice>
    );
  }
  const retire = (event: SubmitEvent) => {
    event.preventDefault();
    const isSure = typed.trim().toLowerCase() === WORD;
    setWrong(isSure ? undefined : `Type “${WORD}” to confirm.`);
    if (isSure) sendOnce("You’ve retired as a mentor.", () => call("POST", "/api/mentor/retirement", { body: {} }));
    else focusField("retire");
  };
  return (
    <section class="section" aria-labelledby="retire-title">
      <h2 id="retire-title">Retire as a mentor</h2>
      <p>
        You leave for good. We close your open proposals and end your matches; we write kindly to your mentees, and they
        come first in the next round. If you only need a break, pause on the Mentors page instead.
      </p>
      {error && <Failure error={error} />}
      <form onSubmit={retire} noValidate>
        <Field schema={SCHEMA} path="retire" value={typed} error={wrong} onInput={(value) => setTyped(textOf(value))} />
        <div class="buttons">
          <ActionButton danger busy={busy}>
            Retire
          </ActionButton>
        </div>
      </form>
    </section>
  );
}
