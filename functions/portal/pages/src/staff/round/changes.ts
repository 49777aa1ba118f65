/** What staff change in a draft before it is drawn again: each change can be taken back on its own. */
import type { components } from "#openapi";
import type { Adjustment, StaffRound } from "../rounds/words.ts";

export type Asked = StaffRound["asked"];
type Sent = components["schemas"]["AdjustmentsForm"];

/** A pair to pin or forbid, or the most mentees for a mentor; with `off`, one that is stored and no longer wanted. */
export interface Wish {
  readonly kind: Adjustment["kind"];
  readonly mentor: string;
  readonly application?: string;
  readonly capacity?: number;
  readonly off?: boolean;
}

const keyOf = ({ kind, application, mentor }: Wish): string => [kind, application ?? "", mentor].join(" ");

export const isSame = (one: Wish, other: Wish): boolean => keyOf(one) === keyOf(other);

/** What is stored, as wishes. */
export const storedWishes = ({ pin = [], forbid = [], capacity = [] }: Asked): readonly Wish[] => [
  ...pin.map((pair) => ({ kind: "pin", ...pair }) as const),
  ...forbid.map((pair) => ({ kind: "forbid", ...pair }) as const),
  ...capacity.map((it) => ({ kind: "capacity", ...it }) as const),
];

/** Whether two wishes can't both be: an applicant is pinned once, and no pair is both pinned and forbidden. */
const excludes = (one: Wish, other: Wish): boolean =>
  one.application !== undefined &&
  one.application === other.application &&
  ((one.kind === "pin" && other.kind === "pin") || (one.kind !== other.kind && one.mentor === other.mentor));

/** The changes with one more, in place of the same and of what it excludes. */
export function withWish(stored: readonly Wish[], changes: readonly Wish[], wish: Wish): readonly Wish[] {
  const kept = changes.filter((it) => !isSame(it, wish) && !(excludes(it, wish) && !it.off));
  const isStored = stored.some((it) => isSame(it, wish) && it.capacity === wish.capacity);
  if (wish.off ? !stored.some((it) => isSame(it, wish)) : isStored) return kept;
  const replaced = wish.off ? [] : stored.filter((it) => excludes(it, wish) && !isSame(it, wish));
  const off = replaced.filter((it) => !kept.some((other) => isSame(it, other))).map((it) => ({ ...it, off: true }));
  return [...kept, ...off, wish];
}

/** The changes without those that are stored by now. */
export const changed = (stored: readonly Wish[], changes: readonly Wish[]): readonly Wish[] =>
  changes.reduce<readonly Wish[]>((kept, wish) => withWish(stored, kept, wish), []);

/** All that is wanted: what is stored, as changed. */
export function wanted(stored: readonly Wish[], changes: readonly Wish[]): readonly Wish[] {
  const left = stored.filter((it) => !changes.some((change) => isSame(it, change)));
  return [...left, ...changes.filter(({ off }) => !off)];
}

const pairsOf = (wishes: readonly Wish[], kind: Wish["kind"]) =>
  wishes.flatMap((it) =>
    it.kind === kind && it.application ? [{ application: it.application, mentor: it.mentor }] : [],
  );

/** The wishes as the API takes them. */
export const toSent = (wishes: readonly Wish[]): Sent => ({
  pin: pairsOf(wishes, "pin"),
  forbid: pairsOf(wishes, "forbid"),
  capacity: wishes.flatMap(({ kind, mentor, capacity }) =>
    kind === "capacity" ? [{ mentor, capacity: capacity ?? 0 }] : [],
  ),
});
