/** Where the sign-in page sends people back to. */
import { useEffect, useState } from "preact/hooks";
import { ADDRESSES } from "../common/addresses.ts";
import { announce } from "../common/announce.ts";
import { Page, Skeleton } from "../common/page.tsx";
import { navigate } from "../common/router.ts";
import { finishSignIn } from "../common/session.ts";
import { SignIn } from "./sign_in.tsx";

/** Take over the sign-in and continue where the person wanted to go. */
export function Callback() {
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    finishSignIn().then(
      (returnTo) => {
        announce("You’re signed in.");
        navigate(returnTo, { replace: true });
      },
      () => {
        navigate(ADDRESSES.callback, { replace: true }); // without the spent code
        setFailed(true);
      },
    );
  }, []);
  if (failed) {
    return (
      <SignIn
        returnTo={ADDRESSES.status}
        title="Sign in"
        trouble="Your sign-in wasn’t finished. Please start it again."
      />
    );
  }
  return (
    <Page title="Signing you in…">
      <Skeleton />
    </Page>
  );
}
