/** The reasons that the program's staff share, per outcome in the order of addition: read once a visit. */
import { useEffect, useState } from "preact/hooks";
import type { components } from "#openapi";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { asError } from "../../common/problem.ts";
import type { Outcome } from "../words.ts";

type Stored = components["schemas"]["ListedReason"];
/** A reason on the list; its `id` is empty until it is stored. */
export type Listed = Pick<Stored, "id" | "outcome" | "reason">;
const PATH = "/api/staff/reasons";

/** A change of the list that shows at once, and is stored in its turn. */
interface Change {
  readonly apply: (reasons: readonly Listed[]) => readonly Listed[];
  readonly send: () => Promise<readonly Listed[]>;
}

interface Shown {
  readonly reasons: readonly Listed[];
  /** What the last change failed by. */
  readonly error: Error | null;
}

let stored: readonly Listed[] = [];
let pending: readonly Change[] = [];
let error: Error | null = null;
let reading: Promise<void> | null = null;
let turn: Promise<void> = Promise.resolve();
const watchers = new Set<(shown: Shown) => void>();

const shown = (): Shown => ({ reasons: pending.reduce((list, { apply }) => apply(list), stored), error });

function tell(): void {
  for (const show of watchers) show(shown());
}

/** None while they can't be read, since one can always be typed. */
function read(): Promise<void> {
  reading ??= call("GET", PATH).then(
    ({ body }) => {
      stored = body.items;
      tell();
    },
    () => {
      reading = null;
    },
  );
  return reading;
}

/** One change after the other: each answer is the whole list. A change that fails is taken back. */
function change(made: Change): Promise<boolean> {
  pending = [...pending, made];
  error = null;
  tell();
  const done = turn.then(async () => {
    await reading;
    try {
      stored = await made.send();
      return true;
    } catch (failed) {
      error = asError(failed);
      announce("The list of reasons is as it was.");
      return false;
    } finally {
      pending = pending.filter((it) => it !== made);
      tell();
    }
  });
  turn = done.then(() => undefined);
  return done;
}

/** The reasons for an outcome, and what the last change of the list failed by. */
export function useReasons(outcome: string): Shown {
  const [{ reasons, error: failed }, setShown] = useState<Shown>(shown);
  useEffect(() => {
    watchers.add(setShown);
    read();
    return () => {
      watchers.delete(setShown);
    };
  }, []);
  return { reasons: reasons.filter((it) => it.outcome === outcome), error: failed };
}

/** Put a reason on the list for everyone on staff; whether it got there. */
export function addReason(outcome: Outcome, reason: string): Promise<boolean> {
  const isNew = (list: readonly Listed[]) => !list.some((it) => it.outcome === outcome && it.reason === reason);
  return change({
    apply: (list) => (isNew(list) ? [...list, { id: "", outcome, reason }] : list),
    send: async () => (await call("POST", PATH, { body: { outcome, reason } })).body.items,
  });
}

/** Take a reason off the list for everyone on staff; whether it is off. */
export function removeReason(id: string): Promise<boolean> {
  return change({
    apply: (list) => list.filter((it) => it.id !== id),
    send: async () => (await call("DELETE", `${PATH}/{reason}`, { params: { reason: id } })).body.items,
  });
}
