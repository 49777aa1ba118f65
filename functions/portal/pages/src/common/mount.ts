/** Where a bundle's pages are put into the document. */
import { render, type VNode } from "preact";

/** Show the whole window in place of what the document says without JavaScript. */
export function mount(window: VNode): void {
  const root = document.getElementById("app");
  if (!root) throw new Error("The document has no place for the pages.");
  root.replaceChildren();
  render(window, root);
}
