/** A cycle's report, read again while it is being counted. */
import { useEffect, useState } from "preact/hooks";
import type { components } from "#openapi";
import { call } from "../../common/api.ts";
import { plural } from "../../common/clock.ts";
import { asError } from "../../common/problem.ts";
import { type Loaded, useRecord } from "./record.ts";

export type Report = components["schemas"]["Report"];
const PATH = "/api/staff/cycles/{cycle}/report";
const POLL_MS = 1500;

interface Counting extends Loaded<Report> {
  /** Whether it is being counted, or is about to. */
  readonly busy: boolean;
  readonly refused: Error | null;
  readonly again: () => Promise<void>;
}

export function useReport(cycle: string): Counting {
  const report = useRecord<Report>(cycle && `report ${cycle}`, () => call("GET", PATH, { params: { cycle } }));
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<Error | null>(null);
  const { data, error, reload, take } = report;
  const waits = data?.state === "running";
  useEffect(() => {
    if (!waits || error) return undefined;
    const timer = setTimeout(reload, POLL_MS);
    return () => clearTimeout(timer);
  }, [waits, error, data, reload]);
  const again = async () => {
    setAsking(true);
    setRefused(null);
    try {
      take(await call("GET", PATH, { params: { cycle }, query: { again: "true" } }));
    } catch (failed) {
      setRefused(asError(failed));
    }
    setAsking(false);
  };
  return { ...report, busy: asking || waits, refused, again };
}

/** How far it is, or when it was counted. */
export function says({ state, counted, requested_at_et }: Report): string {
  const applications = plural(counted, "application");
  return state === "running" ? `${applications} counted so far.` : `${applications}, counted on ${requested_at_et}.`;
}
