/** Who is signed in, and the ways in and out. */
import { useEffect, useState } from "preact/hooks";
import { call } from "./api.ts";
import { forgetAll } from "./safety.ts";
import { settings } from "./settings.ts";
import { currentUser, onUser, userManager } from "./tokens.ts";

/** Marks, for after a reload, in which the tokens are lost, that there was a sign-in to these pages; not whose. */
const MARK = `signed_in ${settings.home}`;
/** The address that a sign-in was begun with: for the way back from the sign-in page, and forgotten once it is over. */
const BEGUN = "sign_in_address";
const REVOKE_MS = 2000;

/** The person signed in. */
export interface Person {
  readonly id: string;
  readonly email: string;
  /** The groups that the sign-in puts the person in; applicants and mentors are in none. */
  readonly groups: readonly string[];
}

/** The person signed in, or null. */
export function session(): Person | null {
  const profile = currentUser()?.profile;
  return profile ? { id: profile.sub, email: profile.email ?? "", groups: groupsOf(profile["cognito:groups"]) } : null;
}

const groupsOf = (claim: unknown): readonly string[] => (Array.isArray(claim) ? claim.map(String) : []);

/** The person signed in, kept up to date. */
export function useSession(): Person | null {
  const [person, setPerson] = useState(session);
  useEffect(() => {
    setPerson(session());
    return onUser(() => setPerson(session()));
  }, []);
  return person;
}

/** Whether there was a sign-in here before the page was loaded again. */
export const wasSignedIn = (): boolean => sessionStorage.getItem(MARK) !== null;

/** The address of a sign-in that was begun and isn't over; null where there is none. */
export const begunWith = (): string | null => sessionStorage.getItem(BEGUN);

/** Forget the address that a sign-in was begun with. */
export const startAgain = (): void => sessionStorage.removeItem(BEGUN);

/**
 * Go to the sign-in page, and afterwards to the path `returnTo`. With an `email` the account is made first if there
 * is none, and the sign-in page has the address filled in.
 */
export async function signIn(email: string | null, returnTo: string): Promise<void> {
  if (email) {
    await call("POST", "/api/accounts", { body: { email } });
    sessionStorage.setItem(BEGUN, email);
  }
  sessionStorage.removeItem(MARK); // one try: who turns back is asked instead of being sent again
  await (await userManager()).signinRedirect({ state: { returnTo }, ...(email && { login_hint: email }) });
}

/** Take over what the sign-in page sent us back with; returns the path to continue at. Throws when it is no good. */
export async function finishSignIn(): Promise<string> {
  const { state } = await (await userManager()).signinRedirectCallback();
  sessionStorage.setItem(MARK, "yes");
  startAgain();
  const returnTo = typeof state === "object" && state && "returnTo" in state ? state.returnTo : null;
  return typeof returnTo === "string" && /^\/(?!\/)/.test(returnTo) ? returnTo : settings.home;
}

/** Forget everything that names the person, end the tokens and the sign-in page's own session. */
export async function signOut(): Promise<void> {
  forgetAll();
  sessionStorage.clear();
  const manager = await userManager();
  const patience = new Promise((resolve) => setTimeout(resolve, REVOKE_MS));
  await Promise.race([manager.revokeTokens().catch(() => {}), patience]);
  const after = new URLSearchParams({ client_id: settings.client_id, logout_uri: location.origin + settings.home });
  location.assign(`${settings.logout_url}?${after}`);
}
