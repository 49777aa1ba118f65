/** The ways into the console: the sign-in page of the staff, the way back from it, and being in no group. */
import { useEffect, useState } from "preact/hooks";
import { Entering, NOT_FINISHED, useArrival } from "../../common/arrival.tsx";
import { ActionButton, Failure, Notice, Page } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { type Person, signIn, signOut, wasSignedIn } from "../../common/session.ts";
import { ADDRESSES } from "./addresses.ts";
import { wasIdle } from "./idle.tsx";

/** In place of any screen while no one is signed in; `trouble` says why the last sign-in failed. */
export function SignIn({ returnTo, trouble }: { returnTo: string; trouble?: string }) {
  const [again, setAgain] = useState(() => wasSignedIn() && !trouble);
  const [idle] = useState(wasIdle);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const start = async () => {
    setBusy(true);
    setError(null);
    try {
      await signIn(null, returnTo);
    } catch (failed) {
      setError(asError(failed));
      setBusy(false);
      setAgain(false);
    }
  };
  useEffect(() => {
    if (again) start();
  }, [again]);
  if (again) return <Entering />;
  return (
    <Page title="Staff sign-in" lead="For the program’s staff. The next page asks for your e-mail address.">
      {idle && (
        <Notice kind="info" title="You were signed out">
          <p>Nothing happened here for 30 minutes. Sign in to continue where you were.</p>
        </Notice>
      )}
      {trouble && (
        <Notice kind="warning">
          <p>{trouble}</p>
        </Notice>
      )}
      {error && <Failure error={error} />}
      <ActionButton type="button" busy={busy} onClick={start}>
        Sign in
      </ActionButton>
    </Page>
  );
}

/** Take over the sign-in, or offer another. */
export function Callback() {
  const failed = useArrival(ADDRESSES.callback);
  if (!failed) return <Entering />;
  return <SignIn returnTo={ADDRESSES.home} trouble={NOT_FINISHED} />;
}

/** For a person who may sign in but does not belong to the staff's groups. */
export function NoGroup({ person }: { person: Person }) {
  return (
    <Page title="You aren’t in a staff group yet" lead={`You’re signed in as ${person.email}.`}>
      <p>
        Ask a coordinator to add you to the group <code>staff</code>. Then sign out here and sign in again.
      </p>
      <button type="button" class="button" onClick={() => signOut()}>
        Sign out
      </button>
    </Page>
  );
}
