/** Who is signed in, and the ways in and out. */
import { useEffect, useState } from "preact/hooks";
import { call } from "./api.ts";
import { forgetAll } from "./safety.ts";
import { settings } from "./settings.ts";
import { currentUser, onUser, userManager } from "./tokens.ts";

export { token } from "./tokens.ts";

/** Tells after a reload, in which the tokens are lost, that somebody was signed in here; not who. */
const MARK = "signed_in";
const REVOKE_MS = 2000;

/** The signed-in person, `{id, email}`, or null. */
export function session() {
  const profile = currentUser()?.profile;
  return profile ? { id: profile.sub, email: profile.email } : null;
}

/** The signed-in person, kept up to date. */
export function useSession() {
  const [person, setPerson] = useState(session);
  useEffect(() => {
    setPerson(session());
    return onUser(() => setPerson(session()));
  }, []);
  return person;
}

/** Whether somebody was signed in here before the page was loaded again. */
export const wasSignedIn = () => sessionStorage.getItem(MARK) !== null;

/**
 * Go to the sign-in page, and afterwards to the path `returnTo`. With an `email` the account is made first if there
 * is none. The address itself is asked for over there: it belongs in no URL.
 */
export async function signIn(email, returnTo) {
  if (email) await call("POST", "/api/accounts", { body: { email } });
  sessionStorage.removeItem(MARK); // one try: who turns back is asked instead of being sent again
  await (await userManager()).signinRedirect({ state: { returnTo } });
}

/** Take over what the sign-in page sent us back with; returns the path to go on to. Throws when it is no good. */
export async function finishSignIn() {
  const user = await (await userManager()).signinRedirectCallback();
  sessionStorage.setItem(MARK, "yes");
  const { returnTo } = user.state ?? {};
  return /^\/(?!\/)/.test(returnTo) ? returnTo : "/";
}

/** Forget everything that names the person, end the tokens and the sign-in page's own session. */
export async function signOut() {
  forgetAll();
  sessionStorage.removeItem(MARK);
  const manager = await userManager();
  const patience = new Promise((resolve) => setTimeout(resolve, REVOKE_MS));
  await Promise.race([manager.revokeTokens().catch(() => {}), patience]);
  const after = new URLSearchParams({ client_id: settings.client_id, logout_uri: `${location.origin}/` });
  location.assign(`${settings.logout_url}?${after}`);
}
