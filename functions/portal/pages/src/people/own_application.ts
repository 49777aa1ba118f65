/** A person's own application in a cycle. */
import { call } from "../common/api.ts";
import { Problem } from "../common/problem.ts";
import type { Application, Extension } from "../common/records.ts";
import { learn } from "./sides.ts";

/** Where it is. */
export const APPLICATION = "/api/cycles/{cycle}/application";

/** The application or, without one, the later deadline that the person's address was granted. */
export interface Found {
  readonly application: Application | null;
  readonly extension?: Extension | undefined;
}

/** Read it. */
export async function readApplication(cycle: string): Promise<Found> {
  try {
    const { body: application } = await call("GET", APPLICATION, { params: { cycle } });
    learn("applicant", true);
    return { application };
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return { application: null, extension: error.body.extension };
    throw error;
  }
}
