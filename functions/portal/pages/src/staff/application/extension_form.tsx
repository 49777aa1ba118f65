/** The form by which staff give one person a later deadline. */
import { announce } from "../../common/announce.ts";
import { serverNow } from "../../common/clock.ts";
import { ActionButton } from "../../common/page.tsx";
import type { Cycle } from "../../common/records.ts";
import { FormError, TextArea, TextField } from "../parts/fields.tsx";
import { type FormState, useForm } from "../parts/form.ts";
import { endOfDay } from "../parts/wall.ts";
import { type Application, extend } from "./record.ts";

type Extension = { until: string; reason: string };

/** A deadline to begin with: the end of the third day from now, or from the deadline when that is later. */
export const laterThan = (cycle: Cycle | null): string =>
  endOfDay(Math.max(serverNow(), Date.parse(cycle?.accepts_before ?? "") || 0), 3);

interface FieldsProps<V extends Extension> {
  readonly form: FormState<V>;
  readonly help: string;
}

/** The fields of a later deadline; `help` says who reads the reason. */
export function ExtensionFields<V extends Extension>({ form, help }: FieldsProps<V>) {
  return (
    <>
      <TextField
        form={form}
        name="until"
        label="New deadline"
        type="datetime-local"
        help="Eastern Time. The whole minute counts."
      />
      <TextArea form={form} name="reason" label="Reason" help={help} />
    </>
  );
}

interface ExtensionFormProps {
  readonly id: string;
  readonly application: Application;
  readonly cycle: Cycle | null;
  readonly onExtended: () => void;
}

export function ExtensionForm({ id, application, cycle, onExtended }: ExtensionFormProps) {
  const form = useForm<Extension>({
    id: `extension.${id}`,
    initial: { until: laterThan(cycle), reason: "" },
    reload: application.reload,
    send: async (body) => {
      await extend(application, id, body);
      announce("The deadline was extended.");
      onExtended();
    },
  });
  const stored = application.data?.extension?.until_et ?? cycle?.deadline_et ?? "";
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError
        form={form}
        fields={["until", "reason"]}
        differences={[{ label: "Deadline", stored, yours: form.values.until.replace("T", ", ") }]}
      />
      <ExtensionFields form={form} help="For the trail. The applicant is mailed the new deadline." />
      <ActionButton busy={form.busy}>Extend the deadline</ActionButton>
    </form>
  );
}
