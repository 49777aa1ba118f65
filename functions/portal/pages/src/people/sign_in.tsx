/** Sign-in: the address is made an account if it is none yet, then the sign-in page mails a code to it. */
import { useId, useState } from "preact/hooks";
import { ActionButton, Failure, Notice, Page } from "../common/page.tsx";
import { signIn } from "../common/session.ts";

/** The page that stands in for one that needs somebody to be signed in. */
export function SignIn({ returnTo, title, trouble }) {
  return (
    <Page title={title} lead="Sign in with your e-mail address. There is no password: we mail you a code.">
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
export function SignInForm({ returnTo, label = "Go to sign-in" }) {
  const id = useId();
  const [email, setEmail] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const start = async (event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await signIn(email.trim(), returnTo);
    } catch (failed) {
      setError(failed);
      setBusy(false);
    }
  };
  const wrong = error?.errors?.find(({ field }) => field === "email")?.message;
  const described = wrong ? `${id}-help ${id}-error` : `${id}-help`;
  return (
    <form class="sign-in" onSubmit={start} noValidate>
      {error && !wrong && <Failure error={error} />}
      <div class={wrong ? "field field-wrong" : "field"}>
        <label for={id}>E-mail address</label>
        <p class="help" id={`${id}-help`}>
          New here or not, the way is the same. The next page asks for the address once more and mails you a code.
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
