/** Where the sign-in page sends people back to. */
import { ADDRESSES } from "../common/addresses.ts";
import { Entering, NOT_FINISHED, useArrival } from "../common/arrival.tsx";
import { SignIn } from "./sign_in.tsx";

/** Take over the sign-in, or offer another. */
export function Callback() {
  const failed = useArrival(ADDRESSES.callback);
  if (!failed) return <Entering />;
  return <SignIn returnTo={ADDRESSES.status} title="Sign in" trouble={NOT_FINISHED} />;
}
