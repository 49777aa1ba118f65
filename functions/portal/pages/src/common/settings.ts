/** What the server says in the document: whom to sign in with. */
export const settings = JSON.parse(document.querySelector('meta[name="settings"]').content);
