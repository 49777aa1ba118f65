/** The list that someone came from, so that the screens of its rows lead to the next one and back. */

interface Walk {
  readonly ids: readonly string[];
  readonly back: string;
}

let walk: Walk = { ids: [], back: "" };

/** Remember the rows of a list, and the address at which it shows. */
export function beginWalk(ids: readonly string[], back: string): void {
  walk = { ids, back };
}

/** The neighbours of a row in the list that it was reached from, and the list's address; empty where there are none. */
export function neighbours(id: string): { readonly before: string; readonly next: string; readonly back: string } {
  const at = walk.ids.indexOf(id);
  if (at < 0) return { before: "", next: "", back: walk.back };
  return { before: walk.ids[at - 1] ?? "", next: walk.ids[at + 1] ?? "", back: walk.back };
}
