/** The form by which staff decide: the outcome, and the reason that the applicant reads. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { ActionButton, Failure } from "../../common/page.tsx";
import { useKeys } from "../frame/keys.ts";
import { FormError, TextArea } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";
import { addReason, useReasons } from "../parts/reasons.ts";
import { OUTCOMES, type Outcome } from "../words.ts";
import { Reasons } from "./reasons.tsx";
import { type Application, decide } from "./record.ts";

const KEYS: Readonly<Record<Outcome, string>> = { eligible: "e", ineligible: "i", needs_review: "v" };
const ORDER: readonly Outcome[] = ["eligible", "ineligible", "needs_review"];

interface VerdictFormProps {
  readonly id: string;
  readonly application: Application;
  /** Called once a verdict is stored. */
  readonly onDecided?: () => void;
  readonly outcomes?: readonly Outcome[];
}

/** `e` and `i` choose, Alt and a number take one of the listed reasons, Control and Enter decide. */
export function VerdictForm({ id, application, onDecided, outcomes = ORDER }: VerdictFormProps) {
  const [keeps, setKeeps] = useState(false);
  const form = useForm<{ outcome: string; reason: string }>({
    id: `verdict.${id}`,
    initial: { outcome: "", reason: "" },
    reload: application.reload,
    send: async ({ outcome, reason }) => {
      await decide(application, id, { outcome: outcome as Outcome, reason });
      announce(`Decided: ${OUTCOMES[outcome as Outcome].label}.${keeps ? " The reason is on the list." : ""}`);
      // The verdict counts whether or not the list takes its reason, and the next one doesn't wait for it.
      if (keeps) addReason(outcome as Outcome, reason);
      setKeeps(false);
      onDecided?.();
    },
  });
  const { outcome } = form.values;
  const { error } = useReasons(outcome);
  const choose = (chosen: Outcome) => form.set({ outcome: chosen });
  useKeys(
    "Decide",
    outcomes.map((it) => ({ keys: KEYS[it], says: OUTCOMES[it].label, run: () => choose(it) })),
  );
  const stored = application.data?.verdict?.outcome;
  const differences = stored
    ? [{ label: "Verdict", stored: OUTCOMES[stored].label, yours: outcome ? OUTCOMES[outcome as Outcome].label : "" }]
    : [];
  return (
    <form class="verdict-form" onSubmit={form.submit} noValidate>
      <FormError form={form} fields={["outcome", "reason"]} differences={differences} />
      {error && <Failure error={error} />}
      <fieldset class="field">
        <legend>Your decision</legend>
        <div class="verdict-outcomes">
          {outcomes.map((it) => (
            <label key={it} class="choice">
              <input type="radio" name={`outcome-${id}`} checked={outcome === it} onChange={() => choose(it)} />
              <span>
                {OUTCOMES[it].label} <kbd>{KEYS[it]}</kbd>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {outcome && <Reason form={form} outcome={outcome} keeps={keeps} onKeeps={setKeeps} />}
    </form>
  );
}

interface ReasonProps {
  readonly form: ReturnType<typeof useForm<{ outcome: string; reason: string }>>;
  readonly outcome: string;
  readonly keeps: boolean;
  readonly onKeeps: (keeps: boolean) => void;
}

function Reason({ form, outcome, keeps, onKeeps }: ReasonProps) {
  const { reasons } = useReasons(outcome);
  const frame = useRef<HTMLDivElement>(null);
  // Before the next key arrives: what is typed after the choice is the reason.
  useLayoutEffect(() => {
    frame.current?.querySelector("textarea")?.focus();
  }, [outcome]);
  const keyed = (event: KeyboardEvent) => {
    const listed = event.altKey ? reasons[Number(event.key) - 1] : undefined;
    if (listed) form.set({ reason: listed.reason });
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.submit();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the controls in it
    <div ref={frame} onKeyDown={keyed}>
      <Reasons outcome={outcome as Outcome} reasons={reasons} onChoose={(reason) => form.set({ reason })} />
      <TextArea
        form={form}
        name="reason"
        label="Reason"
        help="The applicant reads it, and it stays with the verdict."
      />
      <label class="choice">
        <input type="checkbox" checked={keeps} onChange={(event) => onKeeps(event.currentTarget.checked)} />
        <span>Add this reason to everyone’s list (leave out names)</span>
      </label>
      <ActionButton busy={form.busy}>Decide</ActionButton>{" "}
      <span class="fine">
        <kbd>Ctrl</kbd>
        <kbd>Enter</kbd>
      </span>
    </div>
  );
}
