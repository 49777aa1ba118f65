/** The tokens of the person signed in: in this page's memory only, renewed by the library, which is loaded when needed. */
import type { User, UserManager } from "oidc-client-ts";
import { settings } from "./settings.ts";

const RENEW_BEFORE_SECONDS = 30;
let manager: Promise<UserManager> | undefined;
let renewing: Promise<boolean> | undefined;
let user: User | null = null;
const listeners = new Set<() => void>();

/** Call `listener` whenever a user has signed in, was renewed or is gone; returns what ends it. */
export function onUser(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The user as the library knows it, or null. */
export const currentUser = (): User | null => user;

function setUser(current: User | null): void {
  user = current;
  for (const listener of listeners) listener();
}

/** The library's manager of the user, made on first use. */
export function userManager(): Promise<UserManager> {
  manager ??= import("oidc-client-ts").then(make);
  return manager;
}

function make({ InMemoryWebStorage, UserManager, WebStorageStateStore }: typeof import("oidc-client-ts")): UserManager {
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
    redirect_uri: location.origin + settings.callback,
    scope: settings.scopes,
    // The proof that outlives the redirect names no person; what names one stays in memory.
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    automaticSilentRenew: false, // `token` renews when a call needs it, and only then
    revokeTokenTypes: ["refresh_token"],
  });
  made.events.addUserLoaded(setUser);
  made.events.addUserUnloaded(() => setUser(null));
  return made;
}

/** The token for the API, or null without a sign-in. */
export async function token(): Promise<string | null> {
  if (user && !((user.expires_in ?? 0) > RENEW_BEFORE_SECONDS)) await renew();
  return user?.id_token ?? null;
}

/** Get fresh tokens; whether there are any. Several calls at once share one try. */
export function renew(): Promise<boolean> {
  renewing ??= tryToRenew().finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function tryToRenew(): Promise<boolean> {
  if (!user) return false;
  try {
    await (await userManager()).signinSilent();
    return true;
  } catch (error) {
    // Only a refusal ends the sign-in: without a connection it may still be good.
    if (error instanceof Error && error.name === "ErrorResponse") await lose();
    return false;
  }
}

/** Forget the tokens. */
export async function lose(): Promise<void> {
  await (await userManager()).removeUser();
  setUser(null);
}
