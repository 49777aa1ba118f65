/** Changes of a draft as they are gathered, kept in this tab until they are sent together. */
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { type FormState, useForm } from "../parts/form.ts";
import type { StaffRound } from "../rounds/words.ts";
import { changed, isSame, storedWishes, toSent, type Wish, wanted, withWish } from "./changes.ts";
import type { RoundRecord } from "./record.ts";

export interface Adjusting {
  readonly form: FormState<{ changes: string }>;
  readonly stored: readonly Wish[];
  readonly changes: readonly Wish[];
  /** All that is wanted, with the changes. */
  readonly wanted: readonly Wish[];
  readonly has: (wish: Wish) => boolean;
  /** Add a change. */
  readonly add: (wish: Wish) => void;
  /** Want it, or take it back when it is wanted. */
  readonly toggle: (wish: Wish) => void;
  /** Forget a change that was not sent yet. */
  readonly drop: (wish: Wish) => void;
}

export function useAdjusting(cycle: string, record: RoundRecord, round: StaffRound): Adjusting {
  const stored = storedWishes(round.asked);
  const form = useForm<{ changes: string }>({
    id: `adjustments.${cycle}.${round.round}`,
    initial: { changes: "[]" },
    reload: record.reload,
    send: async ({ changes }) => {
      const params = { cycle, number: `${round.round}` };
      const body = toSent(wanted(stored, JSON.parse(changes) as Wish[]));
      await call("PUT", "/api/staff/cycles/{cycle}/rounds/{number}/adjustments", { params, body, etag: record.etag });
      await record.reload();
      announce("The round is being drawn up again.");
    },
  });
  const changes = changed(stored, JSON.parse(form.values.changes) as readonly Wish[]);
  const all = wanted(stored, changes);
  const keep = (next: readonly Wish[]) => form.set({ changes: JSON.stringify(next) });
  const has = (wish: Wish) => all.some((it) => isSame(it, wish));
  const add = (wish: Wish) => keep(withWish(stored, changes, wish));
  return {
    form,
    stored,
    changes,
    wanted: all,
    has,
    add,
    toggle: (wish) => add({ ...wish, off: has(wish) }),
    drop: (wish) => keep(changes.filter((it) => !isSame(it, wish))),
  };
}
