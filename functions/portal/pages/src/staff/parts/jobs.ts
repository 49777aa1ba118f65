/** What staff asked for that takes longer than a request, and how far it is. */
import { useEffect } from "preact/hooks";
import { call } from "../../common/api.ts";
import type { Job } from "../words.ts";
import { actorOf } from "./events.tsx";
import { type Listed, usePages } from "./pages.ts";

export type { Job };

/** A job with who asked for it, in words. */
export type NamedJob = Job & { readonly who: string };

const POLL_MS = 2000;

/** Whether there is more to do. */
export const isOpen = ({ state }: Job): boolean => state === "queued" || state === "running";

/** The cycle's newest jobs of these, read again while any is open. */
export function useJobs(cycle: string, wanted: (job: Job) => boolean): Listed<NamedJob> {
  const jobs = usePages<NamedJob>(cycle && `jobs ${cycle}`, async () => {
    const { items, actors } = (await call("GET", "/api/staff/cycles/{cycle}/jobs", { params: { cycle } })).body;
    return { items: items.filter(wanted).map((job) => ({ ...job, who: actorOf(job.by, actors) })) };
  });
  const { rows, reload } = jobs;
  const waits = rows?.some(isOpen) ?? false;
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setTimeout(reload, POLL_MS);
    return () => clearTimeout(timer);
  }, [waits, rows, reload]);
  return jobs;
}
