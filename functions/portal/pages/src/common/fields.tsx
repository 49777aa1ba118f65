/** Form fields as the schema describes them, and the list of what is wrong with them. */
import { useEffect, useRef } from "preact/hooks";
import { CONTROLS, GROUPS } from "./controls.tsx";
import { fieldOf, nodeOf } from "./schema.ts";

/** The id of a field's (first) control, which links of the error summary lead to. */
export const idOf = (path) => `field-${path.replaceAll(".", "-")}`;

/** What stands before a control: the field's help and what is wrong with it. */
function Words({ id, help, error }) {
  return (
    <>
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <span class="hidden">Error: </span>
          {error}
        </p>
      )}
    </>
  );
}

/** A field's label: a legend where there are several controls, none where the control carries it. */
function Label({ field, id }) {
  if (field.kind === "confirm") return null;
  const Tag = GROUPS.has(field.kind) ? "legend" : "label";
  return (
    <Tag for={Tag === "label" ? id : undefined}>
      {field.label}
      {!field.required && <span class="optional"> (optional)</span>}
    </Tag>
  );
}

/**
 * A field of a form: `path` in `schema`, its `value` and `error` (a sentence), and `onInput(value, path)`.
 * What `field` holds (`label`, `help`, `kind`, `choices`, `required`) wins over the schema; `children` stand after the
 * help, `control` in place of the kind's own. Further properties go to the control: `suggestions`, `autocomplete`,
 * `type`, `rows`.
 */
export function Field({ schema, path, value, error, onInput, field: own, control, children, ...more }) {
  const field = { ...fieldOf(schema, path), ...own };
  const id = idOf(path);
  const described = [field.help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const group = GROUPS.has(field.kind);
  const Frame = group ? "fieldset" : "div";
  const Control = control ?? CONTROLS[field.kind];
  return (
    <Frame class={error ? "field field-wrong" : "field"} aria-describedby={group ? described : undefined}>
      <Label field={field} id={id} />
      <Words id={id} help={field.help} error={error} />
      {children}
      <Control {...{ field, id, value, described }} invalid={!!error} onInput={(it) => onInput(it, path)} {...more} />
    </Frame>
  );
}

/** Bring a field into view and put the focus on it; whether it shows here. */
export function focusField(path) {
  const control = controlOf(path);
  if (!control) return false;
  control.focus();
  control.closest(".field")?.scrollIntoView({ block: "center" });
  return true;
}

/** A field's first control; the first one of a part, and for a place in a list the list's. */
function controlOf(path) {
  const names = path.split(".");
  for (let length = names.length; length > 0; length--) {
    const id = CSS.escape(idOf(names.slice(0, length).join(".")));
    const control = document.querySelector(`#${id}, [id^="${id}-"]:is(input, select, textarea)`);
    if (control) return control;
  }
  return null;
}

/** A label may be a sentence of its own, which ends where another begins here. */
const labelOf = (schema, path) => schema && nodeOf(schema, path)?.title?.replace(/[.]$/, "");

/**
 * What is wrong with a form: `errors` as the API tells them, `[{field, message}]`. It takes the focus whenever it gets
 * another list. `onFollow(field)` is called for a field that does not show here, so that a page can go where it does.
 */
export function ErrorSummary({ schema, errors, onFollow, title = "There is a problem with some answers" }) {
  const heading = useRef();
  useEffect(() => heading.current?.focus(), [errors]);
  if (!errors?.length) return null;
  const follow = (field) => (event) => {
    event.preventDefault();
    if (!focusField(field)) onFollow?.(field);
  };
  return (
    <section class="notice notice-error" role="alert" aria-labelledby="error-summary">
      <h2 id="error-summary" tabIndex={-1} ref={heading}>
        {title}
      </h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${idOf(field)}`} onClick={follow(field)}>
              {labelOf(schema, field) && `${labelOf(schema, field)}: `}
              {message}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The errors of an answer by field: the sentence to show beside each. */
export const byField = (errors) => Object.fromEntries((errors ?? []).map(({ field, message }) => [field, message]));
