/** What the server says in the document: where to sign in, and where in these pages that begins and ends. */

export interface Settings {
  readonly client_id: string;
  readonly authorize_url: string;
  readonly token_url: string;
  readonly revoke_url: string;
  readonly logout_url: string;
  readonly scopes: string;
  /** The path that a sign-out leads to. */
  readonly home: string;
  /** The path that the sign-in page sends people back to. */
  readonly callback: string;
}

export const settings: Settings = JSON.parse(
  document.querySelector<HTMLMetaElement>('meta[name="settings"]')?.content ?? "{}",
);
