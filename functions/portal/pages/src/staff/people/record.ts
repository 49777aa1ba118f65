/** What we hold about a person, read again while they're being erased. */
import { useEffect, useRef } from "preact/hooks";
import type { components } from "#openapi";
import { call } from "../../common/api.ts";
import { inEastern } from "../../common/clock.ts";
import { Problem } from "../../common/problem.ts";
import { useRecord } from "../parts/record.ts";

type Stored = components["schemas"]["Person"];
export type Person = Stored & { readonly erasure_since_et: string };

const POLL_MS = 5000;

export const isNotHeld = (error: Error | null): boolean => error instanceof Problem && error.status === 404;

/** Read what is held; `wasErased` is whether it went while it was looked at. */
export function usePerson(email: string) {
  const { data, error, reload } = useRecord<Stored>(`person ${email}`, () =>
    call("GET", "/api/staff/people/{email}", { params: { email } }),
  );
  const since = data?.erasure_since ?? null;
  const waits = since !== null && !isNotHeld(error);
  const seen = useRef(false);
  seen.current ||= since !== null;
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(reload, POLL_MS);
    return () => clearInterval(timer);
  }, [waits, reload]);
  const person: Person | null = data && { ...data, erasure_since_et: since ? inEastern(since) : "" };
  return { data: person, error, reload, wasErased: seen.current };
}
