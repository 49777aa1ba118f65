/** What keys do: each screen says what its own do, and the list of keys shows what works at this moment. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** A key, or several one after the other such as `g a`: what it does, in words and by `run`. */
export interface Key {
  readonly keys: string;
  readonly says: string;
  readonly run: () => void;
}

interface Group {
  readonly title: string;
  readonly keys: readonly Key[];
}

/** Kept in the browser for good: who works by voice or with a switch turns the keys off once. */
const OFF = "console.keys_off";
const NEXT_KEY_MS = 1500;
const groups = new Map<object, Group>();
/** Called when other keys work. */
const watchers = new Set<() => void>();
let before = "";
let timer: ReturnType<typeof setTimeout> | undefined;

/** Let keys do something while the component shows, from the moment it does: a layout effect runs before it's painted. */
export function useKeys(title: string, keys: readonly Key[]): void {
  const latest = useRef<Group>({ title, keys });
  latest.current = { title, keys };
  useLayoutEffect(() => {
    const group: Group = {
      get title() {
        return latest.current.title;
      },
      get keys() {
        return latest.current.keys;
      },
    };
    groups.set(group, group);
    for (const changed of watchers) changed();
    return () => {
      groups.delete(group);
    };
  }, []);
}

/** The keys that do something now, by group, also when a screen shows later; groups of one title are one. */
export function useKeyGroups(): readonly Group[] {
  const [, change] = useState(0);
  useLayoutEffect(() => {
    const changed = () => change((turn) => turn + 1);
    watchers.add(changed);
    return () => {
      watchers.delete(changed);
    };
  }, []);
  return keyGroups();
}

function keyGroups(): readonly Group[] {
  const titles = new Map<string, Key[]>();
  for (const { title, keys } of groups.values()) titles.set(title, [...(titles.get(title) ?? []), ...keys]);
  return [...titles].map(([title, keys]) => ({ title, keys })).filter(({ keys }) => keys.length);
}

export const keysAreOn = (): boolean => localStorage.getItem(OFF) === null;

export function turnKeys(on: boolean): void {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "yes");
}

function isElsewhere(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  if (document.querySelector("dialog[open]")) return true;
  return (
    target instanceof HTMLElement &&
    target.matches("select, textarea, [contenteditable], input:not([type=checkbox], [type=radio])")
  );
}

function pressed(event: KeyboardEvent): void {
  if (isElsewhere(event) || event.key === "Shift" || !keysAreOn()) return;
  const all = [...groups.values()].flatMap(({ keys }) => keys);
  const typed = before ? `${before} ${event.key}` : event.key;
  clearTimeout(timer);
  before = "";
  const found = all.find(({ keys }) => keys === typed) ?? all.find(({ keys }) => keys === event.key);
  if (found) {
    event.preventDefault();
    found.run();
  } else if (all.some(({ keys }) => keys.startsWith(`${typed} `))) {
    before = typed;
    timer = setTimeout(() => {
      before = "";
    }, NEXT_KEY_MS);
  }
}

document.addEventListener("keydown", pressed);
