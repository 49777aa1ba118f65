/** A later deadline: for an application, for an address that has none, or for everyone in the cycle. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Failure, Notice, Skeleton } from "../../common/page.tsx";
import type { Cycle } from "../../common/records.ts";
import { ExtensionFields, ExtensionForm, laterThan } from "../application/extension_form.tsx";
import { useApplication } from "../application/record.ts";
import { Touched } from "../cycles/form.tsx";
import { useCycles } from "../frame/cycles.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FormError, TextArea, TextField } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";
import { useRecord } from "../parts/record.ts";
import type { Late } from "../words.ts";

/** Whom the deadline is extended for. */
export type Asked =
  | { readonly kind: "application"; readonly late: Late }
  | { readonly kind: "address"; readonly email: string }
  | { readonly kind: "cycle" };

interface ExtendingProps {
  readonly asked: Asked;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function Extending({ asked, onClose, onDone }: ExtendingProps) {
  const [result, setResult] = useState("");
  const done = (sentence: string) => {
    announce(sentence);
    setResult(sentence);
    onDone();
  };
  return (
    <Dialog title={titleOf(asked)} onClose={onClose}>
      {result ? (
        <Notice kind="success">
          <p>{result}</p>
        </Notice>
      ) : asked.kind === "application" ? (
        <ForApplication late={asked.late} onDone={done} />
      ) : asked.kind === "address" ? (
        <ForAddress email={asked.email} onDone={done} />
      ) : (
        <ForEveryone onDone={done} />
      )}
    </Dialog>
  );
}

const titleOf = (asked: Asked) =>
  asked.kind === "application"
    ? `Extend for ${asked.late.name || asked.late.email}`
    : asked.kind === "address"
      ? "Extend for an address"
      : "Extend for everyone";

interface FormProps {
  readonly onDone: (sentence: string) => void;
}

function ForApplication({ late, onDone }: FormProps & { readonly late: Late }) {
  const { cycle } = useCycles();
  const application = useApplication(late.application);
  if (!application.data) {
    return application.error ? (
      <Failure error={application.error} retry={application.reload} />
    ) : (
      <Skeleton lines={4} />
    );
  }
  const extended = () => onDone(`${late.name || late.email} has a later deadline, and a mail about it.`);
  return <ExtensionForm id={late.application} {...{ application, cycle }} onExtended={extended} />;
}

function ForAddress({ email, onDone }: FormProps & { readonly email: string }) {
  const { id, cycle } = useCycles();
  const form = useForm<{ email: string; until: string; reason: string }>({
    id: `address.${id}.${email}`,
    initial: { email, until: laterThan(cycle), reason: "" },
    send: async (body) => {
      const params = { cycle: id };
      const answer = await call("POST", "/api/staff/cycles/{cycle}/extensions", { params, body });
      onDone(
        `Whoever signs in as ${answer.body.email} can apply until ${answer.body.until_et}, and gets a mail about it.`,
      );
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <p>For someone with no application yet. It counts as soon as they sign in with this address.</p>
      <FormError form={form} fields={["email", "until", "reason"]} />
      <TextField form={form} name="email" label="E-mail address" type="email" />
      <ExtensionFields
        form={form}
        help="For the trail. They’re mailed the new deadline, and that it’s for this address alone."
      />
      <ActionButton busy={form.busy}>Extend the deadline</ActionButton>
    </form>
  );
}

function ForEveryone({ onDone }: FormProps) {
  const { id, reload: reloadHead } = useCycles();
  const record = useRecord<Cycle>(id, () => call("GET", "/api/staff/cycles/{cycle}", { params: { cycle: id } }));
  const { data, etag, reload, take } = record;
  const form = useForm<{ deadline: string; reason: string }>({
    id: `everyone.${id}`,
    initial: { deadline: laterThan(data), reason: "" },
    reload,
    send: async (body) => {
      const answer = await call("POST", "/api/staff/cycles/{cycle}/extension", { params: { cycle: id }, body, etag });
      take(answer);
      reloadHead();
      onDone(`The deadline of ${answer.body.name} is ${answer.body.deadline_et}.`);
    },
  });
  if (!data) return record.error ? <Failure error={record.error} retry={reload} /> : <Skeleton lines={4} />;
  return (
    <form onSubmit={form.submit} noValidate>
      <p>
        The deadline of {data.name} is {data.deadline_et}.
      </p>
      <Touched cycle={id} later />
      <FormError
        form={form}
        fields={["deadline", "reason"]}
        differences={[{ label: "Deadline", stored: data.deadline_et, yours: form.values.deadline.replace("T", ", ") }]}
      />
      <TextField
        form={form}
        name="deadline"
        label="New deadline"
        type="datetime-local"
        help="Eastern Time. The whole minute counts."
      />
      <TextArea form={form} name="reason" label="Reason" help="For the trail." />
      <ActionButton busy={form.busy}>Extend for everyone</ActionButton>
    </form>
  );
}
