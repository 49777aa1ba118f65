/** The erasure of a person, by a coordinator: the address is typed again, and why is said without it. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton } from "../../common/page.tsx";
import { Problem } from "../../common/problem.ts";
import { Dialog } from "../parts/dialog.tsx";
import { FormError, TextArea, TextField } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";
import type { Person } from "./record.ts";

interface ErasingProps {
  readonly email: string;
  readonly person: Person;
  readonly reload: () => Promise<void>;
}

const same = (one: string, other: string) => one.trim().toLowerCase() === other.toLowerCase();

/** Refuse what isn't sent, as the API refuses what is. */
const notTyped = (message: string) =>
  new Problem(422, { title: "Not confirmed", detail: message, errors: [{ field: "typed", message }] });

export function Erasing({ email, person, reload }: ErasingProps) {
  const [asks, setAsks] = useState(false);
  return (
    <p>
      <button type="button" class="button button-danger" onClick={() => setAsks(true)}>
        Erase this person
      </button>
      {asks && (
        <Dialog title="Erase this person?" onClose={() => setAsks(false)}>
          <ErasureForm {...{ email, person, reload }} onClose={() => setAsks(false)} />
        </Dialog>
      )}
    </p>
  );
}

function ErasureForm({ email, person, reload, onClose }: ErasingProps & { readonly onClose: () => void }) {
  const record = person.applications[0]?.id ?? person.mentors[0]?.id ?? person.questions[0] ?? "sign-in";
  const form = useForm<{ typed: string; reason: string }>({
    id: `erasure.${record}`,
    initial: { typed: "", reason: "" },
    send: async ({ typed, reason }) => {
      if (!same(typed, email)) throw notTyped("That isn’t this person’s address.");
      await call("DELETE", "/api/staff/people/{email}", { params: { email }, body: { reason } });
      announce("The erasure has begun.");
      await reload();
      onClose();
    },
  });
  const paired = person.matches.filter(({ state }) => ["proposed", "confirmed", "in_term"].includes(state)).length;
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError form={form} fields={["typed", "reason"]} />
      <ul>
        <li>We delete their applications, CV, mentor form, questions, mails and sign-in. This can’t be undone.</li>
        <li>Matches that end: {paired}. The other side hears that this person has left, not why.</li>
        <li>We also delete all files of exports, since they may hold this person.</li>
        <li>The activity stays by ids, with your reason.</li>
      </ul>
      <TextField form={form} name="typed" label={`Type ${email} to confirm`} />
      <TextArea
        form={form}
        name="reason"
        label="Reason"
        help="It stays for good: leave out the name and address."
        rows={2}
      />
      <ActionButton busy={form.busy} danger>
        Erase for good
      </ActionButton>{" "}
      <button type="button" class="button button-quiet" onClick={onClose}>
        Cancel
      </button>
    </form>
  );
}
