/** The steps of a first Mentor Interest Form, each at an address of its own, so that the browser's way back works. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ADDRESSES } from "../../common/addresses.ts";
import { focusField } from "../../common/fields.tsx";
import { type FieldError, fieldErrors, inFormOrder } from "../../common/problem.ts";
import type { Form } from "../../common/records.ts";
import { navigate, useSearch } from "../../common/router.ts";
import type { Schema } from "../../common/schema.ts";
import { missingIn, PATHS, STEPS, stepOf } from "./form_parts.ts";

const NAME = "step";

/** Where a step is. */
export const addressOf = (step: number): string =>
  step > 1 ? `${ADDRESSES.mentor}?${NAME}=${step}` : ADDRESSES.mentor;

interface StepsProps {
  readonly schema: Schema;
  readonly form: Form;
  /** Why the form was refused. */
  readonly error: Error | null;
  /** Whether there are steps at all. */
  readonly isStepped: boolean;
  /** Whether the form was begun on an earlier visit. */
  readonly isRestored: boolean;
}

/**
 * The step that shows (null where all show), what is wrong in the form's order, and the way on: `advance` goes to the
 * next step, or stays where something is missing, and is true when there is nothing left but to send.
 */
export function useSteps({ schema, form, error, isStepped, isRestored }: StepsProps) {
  const asked = Number(new URLSearchParams(useSearch()).get(NAME) ?? 1);
  const step = isStepped ? Math.min(Math.max(Math.trunc(asked) || 1, 1), STEPS) : null;
  const [missing, setMissing] = useState<readonly FieldError[]>([]);
  const refused = useMemo(() => inFormOrder(PATHS, fieldErrors(error)), [error]);
  const [wanted, setWanted] = useState<string | null>(null);
  const goTo = (other: number, replace = false) => other !== step && navigate(addressOf(other), { replace });
  // Who comes back goes on where something is missing.
  useEffect(() => {
    if (isStepped && isRestored && !location.search) goTo(gapUpTo(STEPS) ?? STEPS, true);
  }, []);
  useEffect(() => setMissing([]), [step, error]);
  useEffect(() => {
    const [first] = refused;
    if (first && isStepped) goTo(stepOf(first.field));
  }, [refused]);
  useEffect(() => {
    if (wanted && focusField(wanted)) setWanted(null);
  }, [wanted, step]);
  const gapUpTo = (last: number) =>
    Array.from({ length: last }, (_, index) => index + 1).find((each) => missingIn(schema, each, form).length > 0);
  const advance = () => {
    if (step === null) return true;
    const gap = gapUpTo(step);
    if (gap === undefined) {
      if (step < STEPS) goTo(step + 1);
      return step === STEPS;
    }
    if (gap === step) setMissing(missingIn(schema, gap, form));
    else goTo(gap);
    return false;
  };
  const follow = (field: string) => {
    setWanted(field);
    goTo(stepOf(field));
  };
  return { step, errors: missing.length ? missing : refused, advance, follow };
}

/** Which step shows; it takes the focus when it's another. */
export function StepHead({ step }: { step: number }) {
  const place = useRef<HTMLParagraphElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) place.current?.focus();
    before.current = step;
  }, [step]);
  return (
    <p class="interest-step" tabIndex={-1} ref={place}>
      Step {step} of {STEPS}
    </p>
  );
}
