/** The tokens of who is signed in: in this page's memory only, renewed by the library, which is loaded when needed. */
import { settings } from "./settings.ts";

const RENEW_BEFORE_SECONDS = 30;
let manager;
let renewing;
let user = null;
const listeners = new Set();

/** Be told whenever somebody has signed in, was renewed or is gone; returns what ends it. */
export function onUser(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The user as the library knows it, or null. */
export const currentUser = () => user;

function tell(found) {
  user = found;
  for (const listener of listeners) listener();
}

/** The library's manager of the one user, made on first use. */
export function userManager() {
  manager ??= import("oidc-client-ts").then(make);
  return manager;
}

function make({ InMemoryWebStorage, UserManager, WebStorageStateStore }) {
  const issuer = new URL(settings.authorize_url).origin;
  const made = new UserManager({
    authority: issuer,
    metadata: {
      issuer,
      authorization_endpoint: settings.authorize_url,
      token_endpoint: settings.token_url,
      revocation_endpoint: settings.revoke_url,
    },
    client_id: settings.client_id,
    redirect_uri: `${location.origin}/callback`,
    scope: settings.scopes,
    // The proof that outlives the redirect names no person; what names one stays in memory.
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    automaticSilentRenew: false, // `token` renews when a call needs it, and only then
    revokeTokenTypes: ["refresh_token"],
  });
  made.events.addUserLoaded(tell);
  made.events.addUserUnloaded(() => tell(null));
  return made;
}

/** The token for the API, or null when nobody is signed in. */
export async function token() {
  if (user && !(user.expires_in > RENEW_BEFORE_SECONDS)) await renew();
  return user?.id_token ?? null;
}

/** Get fresh tokens; whether there are any. Several who ask at once share one try. */
export function renew() {
  renewing ??= tryToRenew().finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function tryToRenew() {
  if (!user) return false;
  try {
    await (await userManager()).signinSilent();
    return true;
  } catch (error) {
    // Only a refusal ends the sign-in: without a connection it may still be good.
    if (error.name === "ErrorResponse") await lose();
    return false;
  }
}

/** Forget the tokens. */
export async function lose() {
  await (await userManager()).removeUser();
  tell(null);
}
