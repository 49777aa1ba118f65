/** One change or one mail to many applications: what it is, whom it touches, and how far it is. */
import { useEffect, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { plural } from "../../common/clock.ts";
import { ActionButton, Failure, Notice } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { laterThan } from "../application/extension_form.tsx";
import { useCycles } from "../frame/cycles.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Choice, FormError, TextArea, TextField } from "../parts/fields.tsx";
import { type FormState, useForm } from "../parts/form.ts";
import { isOpen, type Job } from "../parts/jobs.ts";
import { wallInWords } from "../parts/wall.ts";
import { OUTCOMES, type Outcome } from "../words.ts";

export type Action = "verdict" | "extension" | "mail";
type Asked = { outcome: string; until: string; subject: string; message: string; reason: string };

const counted = (count: number) => plural(count, "application");

/** What each action is called, and what it does to so many. */
export const ACTIONS: Readonly<Record<Action, { readonly title: string; readonly does: (count: number) => string }>> = {
  verdict: { title: "Decide", does: (count) => `Decide on ${counted(count)}` },
  extension: { title: "Extend the deadline", does: (count) => `Extend for ${counted(count)}` },
  mail: { title: "Send an e-mail", does: (count) => `Send ${plural(count, "e-mail")}` },
};
const FIELDS: Readonly<Record<Action, readonly (keyof Asked)[]>> = {
  verdict: ["outcome", "reason"],
  extension: ["until", "reason"],
  mail: ["subject", "message", "reason"],
};
const POLL_MS = 1000;

/** Applications that are chosen: their names by their ids. */
export type Chosen = ReadonlyMap<string, string>;

interface BulkProps {
  readonly action: Action;
  readonly chosen: Chosen;
  readonly onClose: () => void;
  /** Called once everything is done. */
  readonly onDone: () => void;
}

/** A dry run comes first; what it was shown for, and no one else, is what is changed. */
export function Bulk({ action, chosen, onClose, onDone }: BulkProps) {
  const { id: cycle, cycle: facts } = useCycles();
  const [tried, setTried] = useState<{ readonly job: Job; readonly values: Asked } | null>(null);
  const [job, setJob] = useState<Job | null>(null);
  const ask = async (values: Asked, more: { applications: readonly string[]; dry_run: boolean; preview?: string }) => {
    const given = Object.fromEntries(FIELDS[action].map((name) => [name, values[name]])) as unknown as Given;
    const body = { action, ...given, ...more, applications: [...more.applications] };
    const { body: queued } = await call("POST", "/api/staff/cycles/{cycle}/bulk", { params: { cycle }, body });
    return read(queued.job);
  };
  const form = useForm<Asked>({
    id: `bulk.${action}.${cycle}`,
    initial: { outcome: "eligible", until: laterThan(facts), subject: "", message: "", reason: "" },
    send: async (values) => {
      const job = await ask(values, { applications: [...chosen.keys()], dry_run: true });
      setTried({ job, values });
    },
  });
  // A form forgets what it sent, and this is sent once more.
  useEffect(() => {
    if (tried) form.set(tried.values);
  }, [tried]);
  const apply = async () => {
    if (!tried) return;
    const { touches = [], id } = tried.job;
    setJob(await ask(tried.values, { applications: touches, dry_run: false, preview: id }));
    form.reset();
  };
  return (
    <Dialog title={`${ACTIONS[action].title}: ${counted(chosen.size)}`} onClose={onClose}>
      {job ? (
        <Progress {...{ job, chosen, onDone }} onNews={setJob} />
      ) : tried ? (
        <Preview {...{ action, chosen, apply }} {...tried} onBack={() => setTried(null)} />
      ) : (
        <form onSubmit={form.submit} noValidate>
          <FormError form={form} fields={FIELDS[action]} />
          <Fields form={form} action={action} />
          <ActionButton busy={form.busy}>See whom it touches</ActionButton>
        </form>
      )}
    </Dialog>
  );
}

type Given = { reason: string; outcome?: Outcome; until?: string; subject?: string; message?: string };

const read = async (job: string): Promise<Job> =>
  (await call("GET", "/api/staff/jobs/{job}", { params: { job } })).body;

const OUTCOME_CHOICES = Object.fromEntries(Object.entries(OUTCOMES).map(([value, { label }]) => [value, label]));

function Fields({ form, action }: { form: FormState<Asked>; action: Action }) {
  return (
    <>
      {action === "verdict" && <Choice form={form} name="outcome" label="Decision" choices={OUTCOME_CHOICES} />}
      {action === "extension" && (
        <TextField
          form={form}
          name="until"
          label="New deadline"
          type="datetime-local"
          help="Eastern Time. The whole minute counts. Each of them is mailed."
        />
      )}
      {action === "mail" && (
        <>
          <TextField form={form} name="subject" label="Subject" />
          <TextArea
            form={form}
            name="message"
            label="Message"
            rows={8}
            help="Each gets it in a mail of their own, with their name and a link to their status page. Leave out race and scores."
          />
        </>
      )}
      <TextArea
        form={form}
        name="reason"
        label="Reason"
        help={action === "verdict" ? "Each applicant reads it, and it stays with the verdict." : "For the trail."}
      />
    </>
  );
}

interface PreviewProps {
  readonly action: Action;
  readonly job: Job;
  readonly values: Asked;
  readonly chosen: Chosen;
  readonly apply: () => Promise<void>;
  readonly onBack: () => void;
}

function Preview({ action, job: { touches = [], failed, total }, values, chosen, apply, onBack }: PreviewProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const same = (total ?? 0) - touches.length - failed.length;
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await apply();
    } catch (problem) {
      setError(asError(problem));
      setBusy(false);
    }
  };
  return (
    <>
      <What {...{ action, values }} />
      <p>
        {touches.length === 0 ? "This touches no one." : `This touches ${counted(touches.length)}:`}
        {same > 0 && ` ${counted(same)} ${same === 1 ? "is" : "are"} so already.`}
      </p>
      <Names ids={touches} chosen={chosen} />
      <LeftOut failed={failed} chosen={chosen} />
      {error && <Failure error={error} />}
      <div class="buttons">
        {touches.length > 0 && (
          <ActionButton type="button" busy={busy} onClick={send}>
            {ACTIONS[action].does(touches.length)}
          </ActionButton>
        )}
        <button type="button" class="link" onClick={onBack}>
          Back
        </button>
      </div>
    </>
  );
}

/** What each of them gets, as it was typed. */
function What({ action, values }: { action: Action; values: Asked }) {
  const { outcome, until, subject, message, reason } = values;
  const rows = {
    verdict: { Decision: OUTCOMES[outcome as Outcome].label },
    extension: { "New deadline": `${wallInWords(until)} ET` },
    mail: { Subject: subject, Message: message },
  }[action];
  return (
    <dl class="facts what">
      {Object.entries({ ...rows, Reason: reason }).flatMap(([label, text]) => [
        <dt key={`${label}-label`}>{label}</dt>,
        <dd key={label}>{text}</dd>,
      ])}
    </dl>
  );
}

function Names({ ids, chosen }: { ids: readonly string[]; chosen: Chosen }) {
  if (ids.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <ul class="names" tabIndex={0} aria-label="Whom it touches">
      {ids.map((id) => (
        <li key={id}>{chosen.get(id) ?? id}</li>
      ))}
    </ul>
  );
}

function LeftOut({ failed, chosen }: { failed: Job["failed"]; chosen: Chosen }) {
  if (failed.length === 0) return null;
  return (
    <details open={failed.length < 6}>
      <summary>{counted(failed.length)} left out</summary>
      <ul>
        {failed.map(({ id, why }) => (
          <li key={id}>
            {chosen.get(id) ?? id}: {why}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface ProgressProps {
  readonly job: Job;
  readonly chosen: Chosen;
  readonly onNews: (job: Job) => void;
  readonly onDone: () => void;
}

/** It goes on when this is closed. */
function Progress({ job, chosen, onNews, onDone }: ProgressProps) {
  const [error, setError] = useState<Error | null>(null);
  const { id, done, failed, total } = job;
  useEffect(() => {
    if (!isOpen(job)) {
      announce("Done.");
      onDone();
      return undefined;
    }
    const timer = setTimeout(() => read(id).then(onNews, (problem) => setError(asError(problem))), POLL_MS);
    return () => clearTimeout(timer);
  }, [job]);
  const left = <LeftOut failed={failed} chosen={chosen} />;
  if (!isOpen(job)) {
    return (
      <>
        <Notice kind="success" title={`Done: ${counted(done)}`} />
        {left}
      </>
    );
  }
  return (
    <>
      <p>
        <progress value={done + failed.length} max={total ?? 1} aria-label="Applications done" /> {done + failed.length}{" "}
        of {total}
      </p>
      <p class="fine">It goes on when you close this; “Earlier bulk changes” says how far it is.</p>
      {left}
      {error && <Failure error={error} retry={() => read(id).then(onNews, (problem) => setError(asError(problem)))} />}
    </>
  );
}
