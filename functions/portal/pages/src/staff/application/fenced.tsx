/** Self-identification, behind its fence: a coordinator gives a reason first, and the trail keeps who looked and why. */
import { useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { ActionButton } from "../../common/page.tsx";
import { PartFacts } from "../../common/part_facts.tsx";
import type { Form } from "../../common/records.ts";
import type { Schema } from "../../common/schema.ts";
import { useStaff } from "../frame/staff.ts";
import { FormError, TextField } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";

const PART = "self_identification";

interface FencedProps {
  readonly id: string;
  readonly schema: Schema;
  readonly onRead: () => void;
}

export function Fenced({ id, schema, onRead }: FencedProps) {
  const { role } = useStaff();
  const [asked, setAsked] = useState(false);
  const [shown, setShown] = useState<Form | null>(null);
  if (shown) return <Choices schema={schema} shown={shown} onHide={() => setShown(null)} />;
  if (role !== "coordinator") return <p>Answered. Only a coordinator can look at the answer.</p>;
  if (!asked) {
    return (
      <p>
        Answered.{" "}
        <button type="button" class="link" onClick={() => setAsked(true)}>
          Look at the answer
        </button>
      </p>
    );
  }
  const show = (answer: Form) => {
    setShown(answer);
    setAsked(false);
    onRead();
  };
  return <ReasonForm id={id} onShow={show} />;
}

function ReasonForm({ id, onShow }: { id: string; onShow: (answer: Form) => void }) {
  const form = useForm<{ reason: string }>({
    id: `fenced.${id}`,
    initial: { reason: "" },
    send: async ({ reason }) => {
      const { body } = await call("GET", "/api/staff/applications/{application}/self_identification", {
        params: { application: id },
        query: { reason },
      });
      onShow(body.self_identification as Form);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError form={form} fields={["reason"]} />
      <TextField
        form={form}
        name="reason"
        label="Why do you need to see it?"
        help="The trail keeps who looked, when and why, for good."
      />
      <ActionButton busy={form.busy}>Show the answer</ActionButton>
    </form>
  );
}

function Choices({ schema, shown, onHide }: { schema: Schema; shown: Form; onHide: () => void }) {
  return (
    <>
      <PartFacts schema={schema} name={PART} part={shown} />
      <button type="button" class="link" onClick={onHide}>
        Hide
      </button>
    </>
  );
}
