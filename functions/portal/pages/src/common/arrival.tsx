/** Coming back from the sign-in page. */
import { useEffect, useState } from "preact/hooks";
import { announce } from "./announce.ts";
import { Page, Skeleton } from "./page.tsx";
import { navigate } from "./router.ts";
import { finishSignIn } from "./session.ts";

/** Take over the sign-in and continue where the person wanted to go; whether it failed. `here` is the way back. */
export function useArrival(here: string): boolean {
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    finishSignIn().then(
      (returnTo) => {
        announce("You’re signed in.");
        navigate(returnTo, { replace: true });
      },
      () => {
        navigate(here, { replace: true }); // without the spent code
        setFailed(true);
      },
    );
  }, []);
  return failed;
}

/** Why the sign-in page shows again. */
export const NOT_FINISHED = "Your sign-in wasn’t finished. Please start it again.";

/** What shows in the meantime. */
export const Entering = () => (
  <Page title="Signing you in…">
    <Skeleton />
  </Page>
);
