/** Whether a mentor takes part: approve, pause, bring back, retire; a pause and its end undo each other. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Notice } from "../../common/page.tsx";
import { useKeys } from "../frame/keys.ts";
import { MENTOR_STATUSES, type StaffMentor } from "../mentors/words.ts";
import { shortEastern } from "../parts/dates.ts";
import { FormError, TextField } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";
import { change, type MentorRecord } from "./record.ts";
import { Retirement } from "./retirement.tsx";

export interface TakingProps {
  readonly id: string;
  readonly mentor: MentorRecord;
  readonly data: StaffMentor;
}

type Done = "approved" | "paused" | "resumed" | null;
const SAID = {
  approved: "Approved. They’re mailed that they can be matched.",
  paused: "Paused.",
  resumed: "Back again.",
};

function standing({ status, paused_until }: StaffMentor): string {
  const until = paused_until ? `until ${shortEastern(paused_until)} ET` : "until someone brings them back";
  return {
    interested: "They offered to mentor, and take part once you approve.",
    active: "Rounds can match them.",
    paused: `Paused ${until}. Rounds leave them out.`,
    retired: "They left for good.",
  }[status];
}

export function Taking({ id, mentor, data }: TakingProps) {
  const [done, setDone] = useState<Done>(null);
  const [pausing, setPausing] = useState(false);
  const [retiring, setRetiring] = useState(false);
  const { status } = data;
  const finish = (what: NonNullable<Done>) => {
    announce(SAID[what]);
    setDone(what);
    setPausing(false);
  };
  useKeys("This mentor", [
    ...(status === "active" ? [{ keys: "p", says: "Pause", run: () => setPausing(true) }] : []),
    ...(status === "retired" ? [] : [{ keys: "t", says: "Retire", run: () => setRetiring(true) }]),
  ]);
  return (
    <>
      <p>{standing(data)}</p>
      {done && (
        <Notice kind="success">
          <p>{SAID[done]}</p>
        </Notice>
      )}
      <Step {...{ id, mentor, data, done, pausing }} onPausing={() => setPausing(true)} onDone={finish} />{" "}
      {status !== "retired" && (
        <button type="button" class="link" onClick={() => setRetiring(true)} aria-keyshortcuts="t">
          Retire
        </button>
      )}
      {retiring && <Retirement {...{ id, mentor, data }} onClose={() => setRetiring(false)} />}
    </>
  );
}

interface StepProps extends TakingProps {
  readonly done: Done;
  readonly pausing: boolean;
  readonly onPausing: () => void;
  readonly onDone: (what: NonNullable<Done>) => void;
}

/** What a mentor of this status can be led to next. */
function Step({ data, done, pausing, onPausing, onDone, ...of }: StepProps) {
  if (data.status === "interested") {
    return <Forward {...of} data={data} way="approval" label="Approve" onDone={() => onDone("approved")} />;
  }
  if (data.status === "paused") {
    const label = done === "paused" ? "Undo the pause" : "Bring back";
    return <Forward {...of} data={data} way="resume" label={label} onDone={() => onDone("resumed")} />;
  }
  if (data.status === "retired") return null;
  if (pausing) return <PauseForm {...of} data={data} onDone={() => onDone("paused")} />;
  return (
    <button type="button" class="button button-quiet" onClick={onPausing} aria-keyshortcuts="p">
      {done === "resumed" ? "Pause again" : "Pause"}
    </button>
  );
}

interface SentProps extends TakingProps {
  readonly onDone: () => void;
}

/** What stored and own copies differ in, when someone else was faster. */
export const statusBeside = ({ status }: StaffMentor, yours: string) => [
  { label: "Status", stored: MENTOR_STATUSES[status].label, yours },
];

interface ForwardProps extends SentProps {
  readonly way: "approval" | "resume";
  readonly label: string;
}

function Forward({ id, mentor, data, way, label, onDone }: ForwardProps) {
  const form = useForm<Record<never, string>>({
    id: `${way}.${id}`,
    initial: {},
    reload: mentor.reload,
    send: async () => {
      await change(mentor, id, (of) => call("POST", `/api/staff/mentors/{mentor}/${way}`, of));
      onDone();
    },
  });
  return (
    <form onSubmit={form.submit} noValidate class="inline-form">
      <FormError form={form} fields={[]} differences={statusBeside(data, "Active")} />
      <ActionButton busy={form.busy}>{label}</ActionButton>
    </form>
  );
}

function PauseForm({ id, mentor, data, onDone }: SentProps) {
  const open = data.matches.filter(({ state }) => state === "proposed").length;
  const form = useForm<{ until: string }>({
    id: `pause.${id}`,
    initial: { until: "" },
    reload: mentor.reload,
    send: async ({ until }) => {
      const body = { until: until || null };
      await change(mentor, id, (of) => call("POST", "/api/staff/mentors/{mentor}/pause", { ...of, body }));
      onDone();
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError form={form} fields={["until"]} differences={statusBeside(data, "Paused")} />
      {open > 0 && (
        <p>
          {open === 1 ? "One open proposal is" : `${open} open proposals are`} closed, and the other side hears of it.
          Confirmed matches go on.
        </p>
      )}
      <TextField
        form={form}
        name="until"
        label="Until (optional)"
        type="date"
        help="Eastern Time. Without a day, until someone brings them back."
      />
      <ActionButton busy={form.busy}>Pause</ActionButton>
    </form>
  );
}
