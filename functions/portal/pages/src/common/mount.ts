/** Where a bundle's pages are put into the document. */
import { render, type VNode } from "preact";

/** Show the whole window in place of its first view, which is in the document and can't be used before. */
export function mount(window: VNode): void {
  const root = document.getElementById("app");
  if (!root) throw new Error("The document has no place for the pages.");
  render(window, root);
  root.inert = false;
}
