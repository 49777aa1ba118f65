/** The console's screens: where each is, what it is called, and its place among the ways of the header. */
import type { ComponentType } from "preact";
import { type Place, paramsAt } from "./frame/addresses.ts";

/** What a screen is given: the values of the names in its address. */
export interface ScreenProps {
  readonly params: Readonly<Record<string, string>>;
}

/** A screen, loaded when it is first wanted; `within` is the way of the header that it belongs to. */
export interface Screen {
  readonly place: Place;
  readonly title: string;
  readonly within: Place;
  readonly load: () => Promise<{ readonly default: ComponentType<ScreenProps> }>;
}

/** A way of the header; `g` and `key` lead there. */
export interface Way {
  readonly place: Place;
  readonly label: string;
  readonly key: string;
}

export const WAYS: readonly Way[] = [
  { place: "home", label: "Home", key: "h" },
  { place: "applications", label: "Applications", key: "a" },
  { place: "review", label: "Review", key: "r" },
  { place: "late", label: "Late & exceptions", key: "l" },
  { place: "mentors", label: "Mentors", key: "m" },
  { place: "people", label: "People", key: "p" },
  { place: "rounds", label: "Rounds", key: "o" },
  { place: "cycles", label: "Cycles", key: "c" },
  { place: "trail", label: "Trail", key: "t" },
  { place: "repair", label: "Repair", key: "x" },
  { place: "reports", label: "Reports", key: "e" },
];

const SCREENS: readonly Screen[] = [
  { place: "home", title: "Home", within: "home", load: () => import("./home/index.tsx") },
  {
    place: "applications",
    title: "Applications",
    within: "applications",
    load: () => import("./applications/index.tsx"),
  },
  { place: "application", title: "Application", within: "applications", load: () => import("./application/index.tsx") },
  { place: "review", title: "Review", within: "review", load: () => import("./review/index.tsx") },
  { place: "late", title: "Late & exceptions", within: "late", load: () => import("./late/index.tsx") },
  { place: "mentors", title: "Mentors", within: "mentors", load: () => import("./mentors/index.tsx") },
  { place: "mentor", title: "Mentor", within: "mentors", load: () => import("./mentor/index.tsx") },
  { place: "people", title: "People", within: "people", load: () => import("./people/index.tsx") },
  { place: "rounds", title: "Rounds", within: "rounds", load: () => import("./rounds/index.tsx") },
  { place: "round", title: "Round", within: "rounds", load: () => import("./round/index.tsx") },
  { place: "cycles", title: "Cycles", within: "cycles", load: () => import("./cycles/index.tsx") },
  { place: "new_cycle", title: "New cycle", within: "cycles", load: () => import("./cycles/new.tsx") },
  { place: "cycle", title: "Cycle", within: "cycles", load: () => import("./cycles/one.tsx") },
  { place: "trail", title: "Trail", within: "trail", load: () => import("./trail/index.tsx") },
  { place: "repair", title: "Repair", within: "repair", load: () => import("./repair/index.tsx") },
  { place: "reports", title: "Reports", within: "reports", load: () => import("./reports/index.tsx") },
];

/** The screen at a path, and the values of the names in its address. */
export function screenAt(path: string): { readonly screen: Screen; readonly params: ScreenProps["params"] } | null {
  for (const screen of SCREENS) {
    const params = paramsAt(screen.place, path);
    if (params) return { screen, params };
  }
  return null;
}
