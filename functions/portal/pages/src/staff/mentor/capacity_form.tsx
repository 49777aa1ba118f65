/** The form by which staff change how many mentees a mentor takes, as the mentor asked them to. */
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton } from "../../common/page.tsx";
import type { StaffMentor } from "../mentors/words.ts";
import { Choice, FormError, TextArea } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";
import { change, type MentorRecord } from "./record.ts";

const CHOICES = Object.fromEntries([1, 2, 3, 4, 5].map((number) => [`${number}`, `${number}`]));

interface CapacityFormProps {
  readonly id: string;
  readonly mentor: MentorRecord;
  readonly data: StaffMentor;
}

export function CapacityForm({ id, mentor, data }: CapacityFormProps) {
  const stored = `${data.capacity}`;
  const form = useForm<{ capacity: string; reason: string }>({
    id: `capacity.${id}`,
    initial: { capacity: "", reason: "" },
    reload: mentor.reload,
    send: async ({ capacity, reason }) => {
      const body = { capacity: Number(capacity || stored), reason };
      await change(mentor, id, (of) => call("POST", "/api/staff/mentors/{mentor}/capacity", { ...of, body }));
      announce(`This mentor takes ${body.capacity}.`);
    },
  });
  const shown = { ...form, values: { ...form.values, capacity: form.values.capacity || stored } };
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError
        form={form}
        fields={["capacity", "reason"]}
        differences={[{ label: "Mentees at once", stored, yours: shown.values.capacity }]}
      />
      <Choice form={shown} name="capacity" label="Mentees at once" choices={CHOICES} />
      {shown.values.capacity !== stored && (
        <>
          <TextArea form={form} name="reason" label="Reason" help="It stays in the activity." rows={2} />
          <ActionButton busy={form.busy}>Change the places</ActionButton>{" "}
          <button type="button" class="link" onClick={form.reset}>
            Undo
          </button>
        </>
      )}
    </form>
  );
}
