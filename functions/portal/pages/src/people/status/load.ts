/** What the status page reads: an application with its matches, and the person's matches of other cycles. */
import { useCallback } from "preact/hooks";
import { call } from "../../common/api.ts";
import { orNothing, useLoaded } from "../../common/loaded.ts";

/**
 * `{data: {cycle, application, matches, earlier}, error, reload}`. The application is that of the current cycle; who
 * has none there, but a match in another one, is told of that one, whose facts are `cycle` then. `matches` are the
 * application's, newest first, `earlier` those of other cycles.
 */
export function useOwn(current) {
  const load = useCallback(() => read(current), [current]);
  return useLoaded(load, Boolean(current));
}

async function read(current) {
  const [application, { body }] = await Promise.all([applicationIn(current), call("GET", "/api/matches")]);
  const elsewhere = await asApplicant(body.items.filter((match) => match.cycle !== current));
  if (application || !elsewhere.length) {
    const matches = body.items.filter((match) => match.application === application?.id);
    return { application, matches, earlier: elsewhere };
  }
  const id = elsewhere[0].cycle;
  const [{ body: cycle }, earlier] = await Promise.all([call("GET", `/api/cycles/${id}`), applicationIn(id)]);
  const [matches, others] = [true, false].map((of) => elsewhere.filter((match) => (match.cycle === id) === of));
  return { cycle, application: earlier, matches, earlier: others };
}

const applicationIn = (cycle) => orNothing(call("GET", `/api/cycles/${cycle}/application`));

/** Those in which the person is not the mentor: a mentor may have been an applicant once. */
async function asApplicant(matches) {
  if (!matches.length) return [];
  const mentor = await orNothing(call("GET", "/api/mentor"));
  return matches.filter((match) => match.mentor !== mentor?.id);
}
