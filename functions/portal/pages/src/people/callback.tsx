/** Where the sign-in page sends people back to. */
import { useEffect, useState } from "preact/hooks";
import { announce } from "../common/announce.ts";
import { Page, Skeleton } from "../common/page.tsx";
import { navigate } from "../common/router.ts";
import { finishSignIn } from "../common/session.ts";
import { SignIn } from "./sign_in.tsx";

/** Take over the sign-in and go on to where the person wanted to go. */
export function Callback() {
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    finishSignIn().then(
      (returnTo) => {
        announce("You are signed in.");
        navigate(returnTo, { replace: true });
      },
      () => {
        navigate("/callback", { replace: true }); // without the spent code
        setFailed(true);
      },
    );
  }, []);
  if (failed) {
    return <SignIn returnTo="/status" title="Sign in" trouble="The sign-in was not finished. Please start it again." />;
  }
  return (
    <Page title="Signing you in…">
      <Skeleton />
    </Page>
  );
}
