/** The Mentor Interest Form. */
import { useEffect, useRef } from "preact/hooks";
import { byField, ErrorSummary, Field } from "../../common/fields.tsx";
import { ActionButton, Failure, Notice } from "../../common/page.tsx";
import { nodeOf } from "../../common/schema.ts";
import { Conflict } from "./conflict.tsx";
import { useDraft } from "./draft.ts";
import { AUTOCOMPLETE, PARTS, valueAt } from "./form_parts.ts";

/**
 * The form over `record`, or a blank one: `onSaved(first)` once it has arrived, `onStale` when another copy is stored,
 * `onClose` where the form may be left.
 */
export function InterestForm({ schema, person, record, onSaved, onStale, onClose }) {
  const draft = useDraft(person, record, { onSaved, onStale });
  const { form, error, stored, restored, busy, turn } = draft;
  const errors = error?.errors?.length ? error.errors : null;
  const submit = (event) => {
    event.preventDefault();
    draft.send();
  };
  const discard = () => {
    draft.discard(stored ?? record);
    onClose?.();
  };
  return (
    <form class="interest" onSubmit={submit} noValidate>
      {restored && <Restored discard={discard} />}
      {errors && <ErrorSummary schema={schema} errors={errors} />}
      {error && !errors && <Trouble error={error} />}
      {PARTS.map((part) => (
        <Part key={part.title} {...part} {...{ schema, form, turn }} wrong={byPath(errors)} onInput={draft.put} />
      ))}
      {stored && <Conflict {...{ schema, form, stored }} onTake={draft.take} />}
      <div class="buttons interest-buttons">
        <ActionButton busy={busy}>{stored ? "Save what the form says" : record ? "Save changes" : "Send"}</ActionButton>
        {onClose && (
          <ActionButton type="button" quiet onClick={discard}>
            Discard changes
          </ActionButton>
        )}
      </div>
    </form>
  );
}

/** The first error of a list belongs to the list, as do those of its parts. */
function byPath(errors) {
  const parts = (errors ?? []).map(({ field, message }) => ({ field: field.replace(/\.\d+$/, ""), message }));
  return byField(parts);
}

function Part({ title, about, paths, schema, form, wrong, turn, onInput }) {
  const help = about && nodeOf(schema, about).description;
  return (
    <section class="interest-part">
      <h3>{title}</h3>
      {help && <p class="help">{help}</p>}
      {paths.map((path) => (
        <Field
          key={`${path} ${turn}`}
          schema={schema}
          path={path}
          value={valueAt(form, path)}
          error={wrong[path]}
          onInput={(value) => onInput(path, value)}
          autocomplete={AUTOCOMPLETE[path]}
        />
      ))}
    </section>
  );
}

function Restored({ discard }) {
  return (
    <Notice title="What you typed is back">
      <p>You had not sent it, so it was kept in this browser.</p>
      <button type="button" class="link" onClick={discard}>
        Discard it
      </button>
    </Notice>
  );
}

function Trouble({ error }) {
  const place = useRef();
  useEffect(() => place.current.focus(), [error]);
  return (
    <div tabIndex={-1} ref={place} class="trouble">
      <Failure error={error} />
    </div>
  );
}
