/** Sign-in: the address is asked for and shown again; then it's made an account if it is none, and gets a code. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ActionButton, Failure, Notice, Page } from "../common/page.tsx";
import { asError, messageOf } from "../common/problem.ts";
import { begunWith, signIn, startAgain } from "../common/session.ts";
import { useErrorInTitle } from "../common/title.ts";

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

/** What can be said of an address without asking the server; null when nothing is wrong with it. */
function wrongWith(address: string): string | null {
  if (!address) return "Enter your e-mail address.";
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address) ? null : "Enter a whole e-mail address, such as name@example.edu.";
}

/** The form alone; `label` is on its first button. */
export function SignInForm({ returnTo, label = "Continue" }: { returnTo: string; label?: string }) {
  const [typed, setTyped] = useState(begunWith() ?? "");
  const [address, setAddress] = useState(begunWith);
  const [wrong, setWrong] = useState<string | null>(null);
  const ask = (why: string | null = null) => {
    startAgain();
    setWrong(why);
    setAddress(null);
  };
  const type = (text: string) => {
    setTyped(text);
    setWrong(null); // it's judged again with the next try
  };
  const take = () => {
    const given = typed.trim();
    const why = wrongWith(given);
    setWrong(why);
    if (!why) setAddress(given);
  };
  return address ? (
    <AddressCheck address={address} returnTo={returnTo} onAgain={ask} />
  ) : (
    <Asked {...{ typed, wrong, label, take }} setTyped={type} />
  );
}

interface AskedProps {
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
  readonly wrong: string | null;
  readonly label: string;
  readonly take: () => void;
}

/** The address as it is typed; one that was wrong, or is to be another, takes the focus. */
function Asked({ typed, setTyped, wrong, label, take }: AskedProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useErrorInTitle(wrong !== null);
  useEffect(() => {
    if (wrong || typed) input.current?.focus();
  }, []);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    take();
    input.current?.focus();
  };
  return (
    <form class="sign-in" onSubmit={submit} noValidate>
      <div class={wrong ? "field field-wrong" : "field"}>
        <label for={id}>E-mail address</label>
        <p class="help" id={`${id}-help`}>
          It works the same whether you’re new here or not.
        </p>
        {wrong && (
          <p class="field-error" id={`${id}-error`} role="alert">
            <span class="hidden">Error: </span>
            {wrong}
          </p>
        )}
        <input
          id={id}
          ref={input}
          type="email"
          autocomplete="email"
          inputMode="email"
          aria-describedby={wrong ? `${id}-help ${id}-error` : `${id}-help`}
          aria-invalid={wrong ? true : undefined}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <ActionButton>{label}</ActionButton>
    </form>
  );
}

/** The way to the code: whether it is under way, and why it failed. `refused` hears what is wrong with the address. */
function useCode(address: string, returnTo: string, refused: (why: string) => void) {
  const [{ busy, error }, setState] = useState<{ busy: boolean; error: Error | null }>({ busy: false, error: null });
  useEffect(() => {
    // A page that the browser kept as it was left is not on its way anymore.
    const shown = (event: PageTransitionEvent) => event.persisted && setState({ busy: false, error: null });
    addEventListener("pageshow", shown);
    return () => removeEventListener("pageshow", shown);
  }, []);
  const go = async () => {
    if (busy) return;
    setState({ busy: true, error: null });
    try {
      await signIn(address, returnTo);
    } catch (failed) {
      const why = messageOf(asError(failed), "email");
      if (why) refused(why);
      else setState({ busy: false, error: asError(failed) });
    }
  };
  return { busy, error, go };
}

interface AddressCheckProps {
  readonly address: string;
  readonly returnTo: string;
  readonly onAgain: (why?: string) => void;
}

/** The address exactly as it was given, before a code goes there and after the way back without one. */
function AddressCheck({ address, returnTo, onAgain }: AddressCheckProps) {
  const { busy, error, go } = useCode(address, returnTo, onAgain);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const [mailbox, domain] = address.split("@");
  return (
    <div class="sign-in">
      {error && <Failure error={error} />}
      <div class="sign-in-check" tabIndex={-1} ref={place}>
        <p>Your code goes to</p>
        <p class="sign-in-address">
          {mailbox}
          <wbr />@{domain}
        </p>
        <p class="help">
          Is every letter right? Only this address gets the code. It can take a minute; look in your spam folder, too.
        </p>
      </div>
      <div class="buttons">
        <ActionButton type="button" busy={busy} onClick={go}>
          Get your code
        </ActionButton>
        <button type="button" class="link" onClick={() => onAgain()}>
          No code? Start again
        </button>
      </div>
    </div>
  );
}
