/** The form of a cycle: local times with UTC beside them, and who is mailed when the deadline moves. */
import { call } from "../../common/api.ts";
import { ActionButton, Notice } from "../../common/page.tsx";
import { Box } from "../parts/box.tsx";
import { Choice, FormError, TextArea, TextField } from "../parts/fields.tsx";
import { type FormState, useForm } from "../parts/form.ts";
import { useRecord } from "../parts/record.ts";
import { bothClocks, lateFrom } from "../parts/zones.ts";
import { bodyOf, type Listed, NAMES, type Typed, typedOf } from "./facts.ts";

interface CycleFormProps {
  readonly initial: Typed;
  /** The stored cycle and its ETag; null for one to be made. */
  readonly stored: Listed | null;
  readonly etag: string | null;
  readonly reload: () => Promise<void>;
  readonly onSaved: (id: string, isNew: boolean) => void;
}

const LABELS: Readonly<Record<keyof Typed, string>> = {
  id: "Id",
  name: "Name",
  time_zone: "Time zone",
  opens: "Opens",
  deadline: "Deadline",
  "term.starts_on": "Term starts on",
  "term.min_months": "Shortest term (months)",
  "term.max_months": "Longest term (months)",
  eligibility_policy: "Eligibility policy",
  matching_policy: "Matching policy",
  response_days: "Days to respond",
  contact_email: "Mailbox",
  reason: "Reason",
};

/** A refusal of the term as a whole shows beside its months. */
function besideFields(form: FormState<Typed>): FormState<Typed> {
  const wrong: typeof form.wrong = (field) =>
    form.wrong(field) ??
    (field === "term.min_months" ? (form.wrong as (name: string) => string | undefined)("term") : undefined);
  return { ...form, wrong };
}

export function CycleForm({ initial, stored, etag, reload, onSaved }: CycleFormProps) {
  const policies = useRecord("policies", () => call("GET", "/api/staff/policies"));
  const plain = useForm<Typed>({
    id: stored ? `cycle.${stored.id}` : `new_cycle.${initial.id}`,
    initial,
    reload,
    send: async (values) => {
      const params = { cycle: values.id.trim() };
      const { status } = await call("PUT", "/api/staff/cycles/{cycle}", { params, body: bodyOf(values), etag });
      onSaved(params.cycle, status === 201);
    },
  });
  const form = besideFields(plain);
  const { values } = form;
  const now = stored && typedOf(stored);
  const differences = NAMES.filter((name) => now && name !== "reason" && now[name] !== values[name]).map((name) => ({
    label: LABELS[name],
    stored: now?.[name] ?? "",
    yours: values[name],
  }));
  const choices = (names: readonly string[] | undefined, chosen: string) =>
    Object.fromEntries([...new Set([...(names ?? []), chosen])].filter(Boolean).map((name) => [name, name]));
  const field = (name: keyof Typed, help?: string, type?: "date" | "datetime-local" | "email") => (
    <TextField form={form} name={name} label={LABELS[name]} help={help} {...(type && { type })} />
  );
  return (
    <form class="cycle-form" onSubmit={form.submit} noValidate>
      <FormError form={form} fields={NAMES} differences={differences} />
      <div class="cycle-columns">
        <Box title="Window">
          {!stored && field("id", "It’s in every address of the cycle, such as 2025-26, and stays.")}
          {field("name")}
          {field("time_zone", "Deadlines are times of this zone, such as America/New_York.")}
          {field("opens", bothClocks(values.opens, values.time_zone), "datetime-local")}
          {field("deadline", bothClocks(values.deadline, values.time_zone), "datetime-local")}
          {stored && <Moved form={form} stored={stored} />}
        </Box>
        <Box title="Program">
          {field("term.starts_on", undefined, "date")}
          {field("term.min_months")}
          {field("term.max_months")}
          <Choice
            form={form}
            name="eligibility_policy"
            label={LABELS.eligibility_policy}
            choices={choices(policies.data?.eligibility, values.eligibility_policy)}
          />
          <Choice
            form={form}
            name="matching_policy"
            label={LABELS.matching_policy}
            choices={choices(policies.data?.matching, values.matching_policy)}
          />
          {field("response_days", "How long both sides of a match have to answer.")}
          {field("contact_email", "Where people write to.", "email")}
        </Box>
      </div>
      <p class="task-ways">
        <ActionButton busy={form.busy}>{stored ? "Save the cycle" : "Make the cycle"}</ActionButton>
        <button type="button" class="link" onClick={form.reset}>
          Start over
        </button>
      </p>
    </form>
  );
}

/** When the deadline moves: who is mailed, and why it moves. */
function Moved({ form, stored }: { form: FormState<Typed>; stored: Listed }) {
  const late = lateFrom(form.values.deadline, form.values.time_zone);
  const was = Date.parse(stored.accepts_before);
  if (late === null || late === was) {
    return form.wrong("reason") ? <TextArea form={form} name="reason" label={LABELS.reason} /> : null;
  }
  return (
    <>
      <Touched cycle={stored.id} later={late > was} />
      <TextArea form={form} name="reason" label={LABELS.reason} help="Why the deadline moves: it stays in the trail." />
    </>
  );
}

/** Whom a moved deadline is mailed to, as it is now. */
export function Touched({ cycle, later }: { cycle: string; later: boolean }) {
  const { data } = useRecord(`drafts ${cycle}`, () =>
    call("GET", "/api/staff/cycles/{cycle}/drafts", { params: { cycle } }),
  );
  if (!data) return null;
  if (data.draft + (later ? data.lapsed : 0) === 0) {
    return (
      <Notice kind={later ? "info" : "warning"} title={later ? "People get more time" : "People get less time"}>
        <p>No one gets a mail about it: no one has a draft.</p>
      </Notice>
    );
  }
  const people = (count: number) => (count === 1 ? "1 person" : `${count} people`);
  return (
    <Notice kind={later ? "info" : "warning"} title={later ? "People get more time" : "People get less time"}>
      <p>
        {later
          ? `${people(data.draft)} with a draft and ${people(data.lapsed)} whose draft lapsed will get a mail about it.`
          : `${people(data.draft)} with a draft will get a mail, except those whose own extension is as late as the deadline was.`}
      </p>
    </Notice>
  );
}
