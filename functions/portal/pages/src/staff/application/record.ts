/** One application as staff see it, and changes of the copy that they saw. */
import { call } from "../../common/api.ts";
import { type Loaded, useRecord } from "../parts/record.ts";
import type { Outcome, Whole } from "../words.ts";

export type Application = Loaded<Whole>;

/** Read an application; without an `id`, none. */
export function useApplication(id: string): Application {
  return useRecord<Whole>(id, () =>
    call("GET", "/api/staff/applications/{application}", { params: { application: id } }),
  );
}

/** Decide on the copy that was seen. */
export async function decide(
  { etag, take }: Application,
  application: string,
  body: { outcome: Outcome; reason: string },
): Promise<void> {
  const path = "/api/staff/applications/{application}/verdict";
  take(await call("POST", path, { params: { application }, body, etag }));
}

/** Extend the deadline of the person whose application was seen. */
export async function extend(
  { etag, take }: Application,
  application: string,
  body: { until: string; reason: string },
): Promise<void> {
  const path = "/api/staff/applications/{application}/extension";
  take(await call("POST", path, { params: { application }, body, etag }));
}
