/** What is typed into a form: kept until it is sent, also while errors show and when someone else was faster. */
import { useEffect, useRef, useState } from "preact/hooks";
import { asError, messageOf, problemType } from "../../common/problem.ts";

/** In this tab alone; what is kept outlives a sign-out for want of anything done, and no other. */
const PREFIX = "typed.";

export type Values = Readonly<Record<string, string>>;

interface Options<V extends Values> {
  /** Which form of which record it is: what was typed is found again under this name. */
  readonly id: string;
  readonly initial: V;
  /** Send it; throw what the API throws. */
  readonly send: (values: V) => Promise<unknown>;
  /** Read the record again, after someone else changed it first. */
  readonly reload?: () => Promise<void>;
}

/** A form at work. */
export interface FormState<V extends Values> {
  readonly values: V;
  readonly set: (change: Partial<V>) => void;
  readonly busy: boolean;
  readonly error: Error | null;
  /** What is wrong with one field. */
  readonly wrong: (field: keyof V & string) => string | undefined;
  /** Whether someone else changed the record first: it was read again, and what was typed is still here. */
  readonly overtaken: boolean;
  readonly submit: (event?: Event) => Promise<void>;
  /** Forget what was typed. */
  readonly reset: () => void;
}

export function useForm<V extends Values>({ id, initial, send, reload }: Options<V>): FormState<V> {
  const [values, setValues] = useState<V>(() => ({ ...initial, ...typed(id) }));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const shown = useRef(id);
  const now = useRef(values);
  now.current = values;
  /** What was changed while the form was being sent: it belongs to the next one. */
  const since = useRef<Partial<V> | null>(null);
  const show = (next: V) => {
    now.current = next;
    setValues(next);
  };
  const clear = () => {
    sessionStorage.removeItem(PREFIX + id);
    // Another record may show by now.
    if (shown.current !== id) return;
    show(initial);
    setError(null);
  };
  useEffect(() => {
    if (shown.current === id) return;
    shown.current = id;
    show({ ...initial, ...typed(id) });
    setError(null);
  }, [id]);
  const submit = async (event?: Event) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    since.current = {};
    try {
      await send(now.current);
      const next = since.current;
      clear();
      if (Object.keys(next).length && shown.current === id) keep({ ...initial, ...next });
    } catch (failed) {
      const problem = asError(failed);
      if (isOvertaken(problem)) await reload?.();
      setError(problem);
    }
    since.current = null;
    setBusy(false);
  };
  const keep = (next: V) => {
    sessionStorage.setItem(PREFIX + id, JSON.stringify(next));
    show(next);
  };
  const set = (change: Partial<V>) => {
    if (since.current) since.current = { ...since.current, ...change };
    keep({ ...now.current, ...change });
  };
  const overtaken = isOvertaken(error);
  return { values, set, busy, error, wrong: (field) => messageOf(error, field), overtaken, submit, reset: clear };
}

/** 412, since someone else was faster, and 428, since it was never read: both are for reading it (again). */
const isOvertaken = (error: Error | null) =>
  ["stale_version", "precondition_required"].includes(problemType(error) ?? "");

function typed(id: string): object {
  const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + id) ?? "{}");
  return typeof kept === "object" && kept ? kept : {};
}

/** Do what empties the tab's own storage, and keep what was typed. */
export function keepingTyped(work: () => void): void {
  const kept = Object.entries(sessionStorage).filter(([key]) => key.startsWith(PREFIX));
  work();
  for (const [key, value] of kept) sessionStorage.setItem(key, value);
}
