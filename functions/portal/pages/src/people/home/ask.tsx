/** The form for a question to the program's staff. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { byField, ErrorSummary, Field } from "../../common/fields.tsx";
import { LIMITS } from "../../common/limits.ts";
import { useUnmended } from "../../common/mending.ts";
import { ActionButton, Failure, Notice } from "../../common/page.tsx";
import { asError, type FieldError, fieldErrors } from "../../common/problem.ts";
import type { Value } from "../../common/records.ts";
import { useSession } from "../../common/session.ts";
import { textOf } from "../../common/values.ts";

interface Question {
  readonly name: string;
  readonly email: string;
  readonly message: string;
}

const SCHEMA = {
  required: ["name", "email", "message"],
  properties: {
    name: { title: "Your name", type: "string", maxLength: LIMITS.name },
    email: {
      title: "Your e-mail address",
      type: "string",
      maxLength: LIMITS.email,
      description: "We’ll answer you here.",
    },
    message: { title: "Your question", type: "string", maxLength: LIMITS.question },
  },
};

const NONE: readonly FieldError[] = [];

/** Whether the question is on its way, has arrived (`done` is the answer) or was refused. */
interface Sending {
  readonly busy?: boolean;
  readonly errors?: readonly FieldError[];
  readonly error?: Error;
  readonly done?: string;
}

function useAsk() {
  const person = useSession();
  const [typed, setTyped] = useState<Partial<Question>>({});
  const [state, setState] = useState<Sending>({});
  const question: Question = { name: "", message: "", ...typed, email: typed.email ?? person?.email ?? "" };
  const type = (path: keyof Question, value: Value) => setTyped((before) => ({ ...before, [path]: textOf(value) }));
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (state.busy) return;
    const errors = missingIn(question);
    setState(errors.length ? { errors } : { busy: true });
    if (errors.length) return;
    try {
      const { message } = (await call("POST", "/api/inquiries", { body: question })).body;
      setState({ done: message });
      setTyped({});
      announce(message);
    } catch (failed) {
      const error = asError(failed);
      setState(fieldErrors(error).length ? { errors: fieldErrors(error) } : { error });
    }
  };
  return { ...state, question, type, send, again: () => setState({}) };
}

/** What is missing, in the words of each field's label. */
function missingIn(question: Question): readonly FieldError[] {
  const names: readonly (keyof Question)[] = ["name", "email", "message"];
  const missing = names.filter((name) => !question[name].trim());
  return missing.map((field) => ({ field, message: `Enter ${SCHEMA.properties[field].title.toLowerCase()}.` }));
}

/** The form. */
export function AskForm() {
  const { question, type, send, again, busy = false, errors: found = NONE, error, done } = useAsk();
  const errors = useUnmended(found, found, (field) => question[field as keyof Question]);
  if (done) {
    return (
      <Notice kind="success" title={done}>
        <button type="button" class="link" onClick={again}>
          Ask something else
        </button>
      </Notice>
    );
  }
  const wrong = byField(errors);
  const field = (path: keyof Question) => ({
    schema: SCHEMA,
    path,
    value: question[path],
    error: wrong[path],
    onInput: (value: Value) => type(path, value),
  });
  return (
    <form onSubmit={send} noValidate>
      <ErrorSummary schema={SCHEMA} errors={errors} sent={found} />
      {error && <Failure error={error} />}
      <Field {...field("name")} autocomplete="name" />
      <Field {...field("email")} type="email" autocomplete="email" />
      <Field {...field("message")} rows={5} />
      <ActionButton busy={busy} busyLabel="Sending…">
        Send your question
      </ActionButton>
    </form>
  );
}
