/** The reasons that the program's staff share, per outcome in the order of addition: read once a visit. */
import { useEffect, useState } from "preact/hooks";
import type { components } from "#openapi";
import { call } from "../../common/api.ts";
import type { Outcome } from "../words.ts";

type Listed = components["schemas"]["ListedReason"];
const PATH = "/api/staff/reasons";

let known: Promise<readonly Listed[]> | null = null;
const watchers = new Set<(reasons: readonly Listed[]) => void>();

function read(): Promise<readonly Listed[]> {
  known ??= call("GET", PATH).then(({ body }) => body.items);
  known.catch(() => {
    known = null;
  });
  return known;
}

function take(reasons: readonly Listed[]): void {
  known = Promise.resolve(reasons);
  for (const show of watchers) show(reasons);
}

/** The reasons for an outcome; none while they can't be read, since one can always be typed. */
export function useReasons(outcome: string): readonly Listed[] {
  const [reasons, setReasons] = useState<readonly Listed[]>([]);
  useEffect(() => {
    watchers.add(setReasons);
    read().then(setReasons, () => {});
    return () => {
      watchers.delete(setReasons);
    };
  }, []);
  return reasons.filter((it) => it.outcome === outcome);
}

/** Put a reason on the list for everyone on staff. */
export async function addReason(outcome: Outcome, reason: string): Promise<void> {
  take((await call("POST", PATH, { body: { outcome, reason } })).body.items);
}

/** Take a reason off the list for everyone on staff. */
export async function removeReason(reason: string): Promise<void> {
  take((await call("DELETE", `${PATH}/{reason}`, { params: { reason } })).body.items);
}
