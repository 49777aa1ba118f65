/** The Mentor Interest Form. */
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { byField, ErrorSummary, Field } from "../../common/fields.tsx";
import { useUnmended } from "../../common/mending.ts";
import { ActionButton, Failure, Notice } from "../../common/page.tsx";
import { type FieldError, fieldErrors, ownerOf } from "../../common/problem.ts";
import type { Form, MentorRecord, Value } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { nodeOf, type Schema } from "../../common/schema.ts";
import type { ControlProps } from "../../common/select.tsx";
import type { Person } from "../../common/session.ts";
import { Chips } from "../chips.tsx";
import { Institution } from "../lookup/control.tsx";
import { Institutions } from "../lookup/several.tsx";
import { type Introduction, Preview } from "../matches/preview.tsx";
import { Conflict } from "./conflict.tsx";
import { type Listeners, useDraft } from "./draft.ts";
import { AUTOCOMPLETE, isAsked, PARTS, PATHS, type Path, STEPS, valueAt } from "./form_parts.ts";
import { Formats } from "./formats.tsx";
import { addressOf, StepHead, useSteps } from "./steps.tsx";

/** Controls in place of those of the fields' kinds. */
const CONTROL: Partial<Record<Path, ComponentType<ControlProps>>> = {
  disciplines: Chips,
  disease_sites: Chips,
  topics: Chips,
  settings: Chips,
  institution: Institution,
  formats: Formats,
  avoid_institutions: Institutions,
};

interface InterestFormProps extends Listeners {
  readonly schema: Schema;
  readonly person: Person;
  readonly record: MentorRecord | null;
  /** Where the form can be left. */
  readonly onClose?: () => void;
}

/** The form over `record`, whole; or a blank one, step by step. */
export function InterestForm({ schema, person, record, onSaved, onStale, onClose }: InterestFormProps) {
  const draft = useDraft(person, record, { onSaved, onStale });
  const { form, error, stored, restored, busy, turn } = draft;
  const steps = useSteps({ schema, form, error, isStepped: !(record || stored), isRestored: restored });
  const { step } = steps;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (steps.advance()) draft.send();
  };
  const discard = () => {
    draft.discard(stored ?? record);
    onClose?.();
  };
  const errors = useUnmended(steps.errors, steps.errors, (field) => answerTo(form, field));
  const wrong = byPath(errors);
  return (
    <form class="interest" onSubmit={submit} noValidate>
      {restored && <Restored discard={discard} />}
      {step && <StepHead step={step} />}
      <ErrorSummary schema={schema} errors={errors} sent={steps.errors} onFollow={steps.follow} />
      {error && !fieldErrors(error).length && <Trouble error={error} />}
      {PARTS.filter((part) => !step || part.step === step).map((part) => (
        <Part key={part.title} {...part} {...{ schema, form, turn, wrong }} onInput={draft.put} />
      ))}
      {(!step || step === STEPS) && (
        <Preview level={3} side="applicant" schema={schema} answers={introductionOf(form)} />
      )}
      {stored && <Conflict {...{ schema, form, stored }} onTake={draft.take} />}
      <div class="buttons interest-buttons">
        <ActionButton busy={busy}>{stored ? "Save this form" : record ? "Save changes" : sending(step)}</ActionButton>
        {step && step > 1 && (
          <Link href={addressOf(step - 1)} aria-current="false">
            Back: step {step - 1}
          </Link>
        )}
        {onClose && (
          <ActionButton type="button" quiet onClick={discard}>
            Discard changes
          </ActionButton>
        )}
      </div>
      {step && <p class="fine">What you type is kept in this browser until you send it with the last step.</p>}
    </form>
  );
}

/** The value of the field that an error is about. */
function answerTo(form: Form, field: string): Value {
  const path = PATHS.find((each) => each === ownerOf(field, PATHS));
  return path ? valueAt(form, path) : null;
}

const sending = (step: number | null) => (step && step < STEPS ? "Continue" : "Send");

/** The answers that an applicant sees before accepting. */
const introductionOf = (form: Form): Introduction => ({
  introduction: valueAt(form, "introduction"),
  stage: valueAt(form, "stage"),
  disciplines: valueAt(form, "disciplines"),
  state: valueAt(form, "location.state"),
});

/** The first error of a list belongs to the list, as do those of its parts. */
const byPath = (errors: readonly FieldError[]) =>
  byField(errors.map(({ field, message }) => ({ field: field.replace(/\.\d+$/, ""), message })));

interface PartProps {
  readonly title: string;
  readonly about?: string;
  readonly paths: readonly Path[];
  readonly schema: Schema;
  readonly form: Form;
  readonly wrong: Readonly<Record<string, string>>;
  readonly turn: number;
  readonly onInput: (path: Path, value: Value) => void;
}

function Part({ title, about, paths, schema, form, wrong, turn, onInput }: PartProps) {
  const help = about && nodeOf(schema, about)?.description;
  return (
    <section class="interest-part">
      <h3>{title}</h3>
      {help && <p class="help">{help}</p>}
      {paths
        .filter((path) => isAsked(path, form))
        .map((path) => (
          <Field
            key={`${path} ${turn}`}
            schema={schema}
            path={path}
            value={valueAt(form, path)}
            error={wrong[path]}
            onInput={(value) => onInput(path, value)}
            autocomplete={AUTOCOMPLETE[path]}
            control={CONTROL[path]}
          />
        ))}
    </section>
  );
}

function Restored({ discard }: { discard: () => void }) {
  return (
    <Notice title="We restored what you typed">
      <p>You hadn’t sent it, so we kept it in this browser.</p>
      <button type="button" class="link" onClick={discard}>
        Discard it
      </button>
    </Notice>
  );
}

function Trouble({ error }: { error: Error }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [error]);
  return (
    <div tabIndex={-1} ref={place} class="trouble">
      <Failure error={error} />
    </div>
  );
}
