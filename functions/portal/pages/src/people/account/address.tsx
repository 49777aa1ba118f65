/** Changing the address that one signs in with: the new one, and then the code that was mailed to it. */
import { useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { Field, focusField } from "../../common/fields.tsx";
import { LIMITS } from "../../common/limits.ts";
import { useStillWrong } from "../../common/mending.ts";
import { ActionButton, Failure, Notice } from "../../common/page.tsx";
import { messageOf } from "../../common/problem.ts";
import { textOf } from "../../common/values.ts";
import { useSending } from "../sending.ts";

const SCHEMA = {
  required: ["email", "code"],
  properties: {
    email: {
      type: "string",
      title: "New e-mail address",
      maxLength: LIMITS.email,
      description: "We’ll e-mail a code to it. Nothing changes until you enter the code.",
    },
    code: { type: "string", title: "Code", maxLength: LIMITS.code, description: "The six digits from our e-mail." },
  },
};

interface AddressProps {
  readonly email: string;
  readonly onChanged: (email: string) => void;
}

export function Address({ email, onChanged }: AddressProps) {
  const [asked, setAsked] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const finish = (changed: string) => {
    setAsked(null);
    setDone(true);
    onChanged(changed);
  };
  return (
    <section aria-labelledby="address-title">
      <h2 id="address-title">Your e-mail address</h2>
      <p>
        You sign in with <strong>{email}</strong>, and we write to you there.
      </p>
      {done && (
        <Notice kind="success" title="Your address was changed">
          <p>From now on, sign in with the new address. We’ve sent a note to the old one.</p>
        </Notice>
      )}
      {asked === null ? (
        <Ask
          onAsked={(address) => {
            setDone(false);
            setAsked(address);
          }}
        />
      ) : (
        <Prove email={asked} onProved={finish} onBack={() => setAsked(null)} />
      )}
    </section>
  );
}

function Ask({ onAsked }: { onAsked: (email: string) => void }) {
  const [email, setEmail] = useState("");
  const [missing, setMissing] = useState<string>();
  const { busy, error, sendOnce } = useSending(() => onAsked(email.trim()));
  const refused = missing ?? messageOf(error, "email");
  const wrong = useStillWrong(missing ?? error, refused, email);
  const ask = (event: SubmitEvent) => {
    event.preventDefault();
    setMissing(email.trim() ? undefined : "Enter your new e-mail address.");
    if (!email.trim()) focusField("email");
    else sendOnce("We’ve e-mailed you a code.", () => call("POST", "/api/account/email", { body: { email } }));
  };
  return (
    <form onSubmit={ask} noValidate>
      {error && !refused && <Failure error={error} />}
      <Field
        schema={SCHEMA}
        path="email"
        type="email"
        autocomplete="email"
        value={email}
        error={wrong}
        onInput={(value) => setEmail(textOf(value))}
      />
      <div class="buttons">
        <ActionButton busy={busy}>E-mail me a code</ActionButton>
      </div>
    </form>
  );
}

interface ProveProps {
  readonly email: string;
  readonly onProved: (email: string) => void;
  readonly onBack: () => void;
}

function Prove({ email, onProved, onBack }: ProveProps) {
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState<string>();
  const { busy, error, sendOnce } = useSending(() => onProved(email));
  const refused = missing ?? messageOf(error, "code");
  const wrong = useStillWrong(missing ?? error, refused, code);
  const prove = (event: SubmitEvent) => {
    event.preventDefault();
    setMissing(code.trim() ? undefined : "Enter the code.");
    if (!code.trim()) focusField("code");
    else {
      const body = { code: code.trim() };
      sendOnce("Your address was changed.", () => call("POST", "/api/account/email/confirmation", { body }));
    }
  };
  return (
    <form onSubmit={prove} noValidate>
      <p>
        If <strong>{email}</strong> can get our mail, a code is on its way there. It’s good for 30 minutes.
      </p>
      {error && !refused && <Failure error={error} />}
      <Field
        schema={SCHEMA}
        path="code"
        autocomplete="one-time-code"
        value={code}
        error={wrong}
        onInput={(value) => setCode(textOf(value))}
      />
      <div class="buttons">
        <ActionButton busy={busy}>Change my address</ActionButton>
        <ActionButton type="button" quiet onClick={onBack}>
          Use another address
        </ActionButton>
      </div>
    </form>
  );
}
