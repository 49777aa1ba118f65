/** Which sides of the program the person signed in is on, as far as their pages have found out in this tab. */
import { useEffect, useState } from "preact/hooks";
import type { Side } from "../common/records.ts";

const KEY = "sides";

/** Whether there is an application of theirs, and a mentor's form; undefined while it isn't known. */
export type Sides = Readonly<Partial<Record<Side, boolean>>>;

const listeners = new Set<() => void>();

/** What is known; a mark and no personal data, gone with the tab or the sign-in. */
const sides = (): Sides => JSON.parse(sessionStorage.getItem(KEY) ?? "{}");

/** Remember whether the person is on a side. */
export function learn(side: Side, isOn: boolean): void {
  if (sides()[side] === isOn) return;
  sessionStorage.setItem(KEY, JSON.stringify({ ...sides(), [side]: isOn }));
  for (const listener of listeners) listener();
}

/** What is known, kept up to date. */
export function useSides(): Sides {
  const [known, setKnown] = useState(sides);
  useEffect(() => {
    const listener = () => setKnown(sides());
    listener();
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return known;
}
