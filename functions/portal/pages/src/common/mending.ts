/** Which errors of a form that was sent still hold: a field that was changed since is judged again with the next try. */
import { useRef } from "preact/hooks";
import type { FieldError } from "./problem.ts";

/** The errors whose fields have the values that were sent; `sent` is another thing after every try. */
export function useUnmended(
  sent: unknown,
  errors: readonly FieldError[],
  valueAt: (field: string) => unknown,
): readonly FieldError[] {
  const now = (field: string) => JSON.stringify(valueAt(field) ?? null).replace(/^"\s*|\s*"$/g, '"');
  const known = useRef<{ sent: unknown; values: Readonly<Record<string, string>> }>({ sent: undefined, values: {} });
  if (known.current.sent !== sent) {
    known.current = { sent, values: Object.fromEntries(errors.map(({ field }) => [field, now(field)])) };
  }
  return errors.filter(({ field }) => now(field) === known.current.values[field]);
}

/** The same for a form of one field: what is wrong with its `value`. */
export function useStillWrong(sent: unknown, wrong: string | null | undefined, value: string): string | undefined {
  const errors = wrong ? [{ field: "", message: wrong }] : [];
  return useUnmended(sent, errors, () => value)[0]?.message;
}
