/** What the status page reads: an application with its matches, and the person's matches of other cycles. */
import { useCallback } from "preact/hooks";
import { call } from "../../common/api.ts";
import { orNothing, useLoaded } from "../../common/loaded.ts";
import type { Application, Cycle, Extension, Match } from "../../common/records.ts";
import { readApplication } from "../own_application.ts";

export interface Own {
  /** The cycle of the application, where it is not the current one. */
  readonly cycle?: Cycle;
  readonly application: Application | null;
  /** The later deadline of a person without an application in the current cycle. */
  readonly extension?: Extension | undefined;
  /** The application's matches, newest first. */
  readonly matches: readonly Match[];
  /** Those of other cycles. */
  readonly earlier: readonly Match[];
}

/**
 * The application of the current cycle. A person who has none there, but a match in another cycle, gets that cycle's
 * application. `current` is undefined until the current cycle is known.
 */
export function useOwn(current: string | undefined) {
  const load = useCallback(async () => (current ? read(current) : null), [current]);
  return useLoaded(load, Boolean(current));
}

async function read(current: string): Promise<Own> {
  const [{ application, extension }, { body }] = await Promise.all([
    readApplication(current),
    call("GET", "/api/matches"),
  ]);
  const elsewhere = await asApplicant(body.items.filter(({ cycle }) => cycle !== current));
  const [newest] = elsewhere;
  if (application || !newest) {
    const matches = body.items.filter((match) => match.application === application?.id);
    return { application, extension, matches, earlier: elsewhere };
  }
  const params = { cycle: newest.cycle };
  const [{ body: cycle }, { application: earlier }] = await Promise.all([
    call("GET", "/api/cycles/{cycle}", { params }),
    readApplication(newest.cycle),
  ]);
  const isOfCycle = (match: Match) => match.cycle === newest.cycle;
  return {
    cycle,
    application: earlier,
    extension,
    matches: elsewhere.filter(isOfCycle),
    earlier: elsewhere.filter((match) => !isOfCycle(match)),
  };
}

/** Those in which the person is not the mentor: a mentor may have been an applicant before. */
async function asApplicant(matches: readonly Match[]): Promise<readonly Match[]> {
  if (!matches.length) return [];
  const mentor = await orNothing(call("GET", "/api/mentor"));
  return matches.filter((match) => match.mentor !== mentor?.id);
}
