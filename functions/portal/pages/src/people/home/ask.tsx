/** A question to the program's staff. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { byField, ErrorSummary, Field } from "../../common/fields.tsx";
import { ActionButton, Failure, Notice } from "../../common/page.tsx";
import { useSession } from "../../common/session.ts";

const SCHEMA = {
  required: ["name", "email", "message"],
  properties: {
    name: { title: "Your name", type: "string", maxLength: 100 },
    email: { title: "E-mail address", type: "string", maxLength: 254, description: "Where the answer goes." },
    message: { title: "Your question", type: "string", maxLength: 5000 },
  },
};
const NEEDED = "This is needed.";

/** The section with the form, and the address for those who would rather write a mail. */
export function AskSection({ cycle }) {
  const mail = cycle?.contact_email;
  return (
    <section class="section" aria-labelledby="ask">
      <h2 id="ask">Ask the program’s staff</h2>
      <p>
        About the program, your eligibility or what you need from a mentor. A copy goes to you.
        {mail && (
          <>
            {" "}
            You can also write to <a href={`mailto:${mail}`}>{mail}</a>.
          </>
        )}
      </p>
      <AskForm />
    </section>
  );
}

function AskForm() {
  const person = useSession();
  const [question, setQuestion] = useState({});
  const [{ busy, problem, done }, setState] = useState({});
  const asked = { name: "", message: "", ...question, email: question.email ?? person?.email ?? "" };
  const set = (value, path) => setQuestion((before) => ({ ...before, [path]: value }));
  const send = async (event) => {
    event.preventDefault();
    if (busy) return;
    const lacking = SCHEMA.required.filter((name) => !asked[name].trim());
    if (lacking.length) {
      setState({ problem: { errors: lacking.map((field) => ({ field, message: NEEDED })) } });
      return;
    }
    setState({ busy: true });
    try {
      const { body } = await call("POST", "/api/inquiries", { body: asked });
      setState({ done: body.message });
      setQuestion({});
      announce(body.message);
    } catch (failed) {
      setState({ problem: failed });
    }
  };
  if (done) {
    return (
      <Notice kind="success" title={done}>
        <button type="button" class="link" onClick={() => setState({})}>
          Ask something else
        </button>
      </Notice>
    );
  }
  const wrong = byField(problem?.errors);
  const field = (path, more) => (
    <Field schema={SCHEMA} path={path} value={asked[path]} error={wrong[path]} onInput={set} {...more} />
  );
  return (
    <form onSubmit={send} noValidate>
      {problem?.errors?.length > 0 && <ErrorSummary schema={SCHEMA} errors={problem.errors} />}
      {problem && !problem.errors?.length && <Failure error={problem} />}
      {field("name", { autocomplete: "name" })}
      {field("email", { type: "email", autocomplete: "email" })}
      {field("message", { rows: 5 })}
      <ActionButton busy={busy} busyLabel="Sending…">
        Send the question
      </ActionButton>
    </form>
  );
}
