/** Sign-in: the address is made an account if it is none yet, then the sign-in page mails a code to it. */
import { useId, useState } from "preact/hooks";
import { ActionButton, Failure, Notice, Page } from "../common/page.tsx";
import { asError, messageOf } from "../common/problem.ts";
import { signIn } from "../common/session.ts";

/** The page in place of one that needs a sign-in; `trouble` says why the last one failed. */
export function SignIn({ returnTo, title, trouble }: { returnTo: string; title: string; trouble?: string }) {
  return (
    <Page title={title} lead="Sign in with your e-mail address. There’s no password: we e-mail you a code.">
      {trouble && (
        <Notice kind="warning">
          <p>{trouble}</p>
        </Notice>
      )}
      <div class="card">
        <SignInForm returnTo={returnTo} />
      </div>
    </Page>
  );
}

/** The form alone; `label` is on its button. */
export function SignInForm({ returnTo, label = "Go to sign-in" }: { returnTo: string; label?: string }) {
  const id = useId();
  const [email, setEmail] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const start = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await signIn(email.trim(), returnTo);
    } catch (failed) {
      setError(asError(failed));
      setBusy(false);
    }
  };
  const wrong = messageOf(error, "email");
  const described = wrong ? `${id}-help ${id}-error` : `${id}-help`;
  return (
    <form class="sign-in" onSubmit={start} noValidate>
      {error && !wrong && <Failure error={error} />}
      <div class={wrong ? "field field-wrong" : "field"}>
        <label for={id}>E-mail address</label>
        <p class="help" id={`${id}-help`}>
          It works the same whether you’re new here or not. The next page asks for your address again and e-mails you a
          code.
        </p>
        {wrong && (
          <p class="field-error" id={`${id}-error`} role="alert">
            {wrong}
          </p>
        )}
        <input
          id={id}
          type="email"
          autocomplete="email"
          inputMode="email"
          aria-describedby={described}
          aria-invalid={wrong ? true : undefined}
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </div>
      <ActionButton busy={busy}>{label}</ActionButton>
    </form>
  );
}
