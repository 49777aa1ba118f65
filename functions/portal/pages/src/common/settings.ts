/** What the server says in the document: where to sign in. */

export interface Settings {
  readonly client_id: string;
  readonly authorize_url: string;
  readonly token_url: string;
  readonly revoke_url: string;
  readonly logout_url: string;
  readonly scopes: string;
}

export const settings: Settings = JSON.parse(
  document.querySelector<HTMLMetaElement>('meta[name="settings"]')?.content ?? "{}",
);
