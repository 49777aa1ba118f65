/** Form fields as the schema describes them, and the list of what is wrong with them. */
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { CONTROLS, GROUPS } from "./controls.tsx";
import { Words } from "./described.tsx";
import type { FieldError } from "./problem.ts";
import type { Value } from "./records.ts";
import { type FieldInfo, fieldOf, nodeOf, type Schema } from "./schema.ts";
import type { ControlProps } from "./select.tsx";
import { useErrorInTitle } from "./title.ts";

/** The id of a field's (first) control, which links of the error summary lead to. */
export const idOf = (path: string): string => `field-${path.replaceAll(".", "-")}`;

/** A field's label: a legend where there are several controls, none where the control carries it. */
function Label({ field, id }: { field: FieldInfo; id: string }) {
  if (field.kind === "confirm") return null;
  const words = (
    <>
      {field.label}
      {!field.required && <span class="optional"> (optional)</span>}
    </>
  );
  return GROUPS.has(field.kind) ? <legend>{words}</legend> : <label for={id}>{words}</label>;
}

type ForControl = Pick<ControlProps, "autocomplete" | "type" | "rows">;

interface FieldProps extends ForControl {
  readonly schema: Schema;
  readonly path: string;
  readonly value: Value;
  readonly error?: string | undefined;
  readonly onInput: (value: Value, path: string) => void;
  readonly field?: Partial<FieldInfo> | undefined;
  readonly control?: ComponentType<ControlProps> | undefined;
  readonly children?: ComponentChildren;
}

/**
 * A field of a form: `path` in `schema`, its `value` and `error` (a sentence). What `field` holds wins over the schema;
 * `children` follow the help, `control` is in place of the kind's own, and the other properties go to the control.
 */
export function Field(props: FieldProps) {
  const { schema, path, value, error, onInput, field: own, control, children, ...more } = props;
  const field = { ...fieldOf(schema, path), ...own };
  useErrorInTitle(Boolean(error));
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
      <Control
        {...{ field, id, value, described }}
        invalid={Boolean(error)}
        onInput={(given) => onInput(given, path)}
        {...more}
      />
    </Frame>
  );
}

/** Bring a field into view and put the focus on it; whether it shows here. */
export function focusField(path: string): boolean {
  const control = controlOf(path);
  if (!control) return false;
  control.focus();
  control.closest(".field")?.scrollIntoView({ block: "center" });
  return true;
}

/** A field's first control; the first one of a part, and for a place in a list the list's. */
function controlOf(path: string): HTMLElement | null {
  const names = path.split(".");
  for (let length = names.length; length > 0; length--) {
    const id = CSS.escape(idOf(names.slice(0, length).join(".")));
    const control = document.querySelector<HTMLElement>(`#${id}, [id^="${id}-"]:is(input, select, textarea)`);
    if (control) return control;
  }
  return null;
}

/** What is wrong with a field, after its label unless the message names the field already. */
function sentenceFor(schema: Schema, { field, message }: FieldError): string {
  const { title, "x-missing": missing } = nodeOf(schema, field) ?? {};
  if (!title || message === missing || message.toLowerCase().includes(title.toLowerCase())) return message;
  // A label may be a sentence of its own, which ends where another begins here.
  return `${title.replace(/[.]$/, "")}: ${message}`;
}

interface SummaryProps {
  readonly schema: Schema;
  /** What was sent, or what came of it: another is another try. */
  readonly sent?: unknown;
  readonly errors: readonly FieldError[];
  readonly onFollow?: ((field: string) => void) | undefined;
  readonly title?: string;
}

/**
 * What is wrong with a form. It takes the focus after every try. `onFollow(field)` is called for a field
 * that does not show here, so that a page can go where it does.
 */
export function ErrorSummary({
  schema,
  errors,
  sent = errors,
  onFollow,
  title = "There’s a problem with some answers",
}: SummaryProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [sent]);
  useErrorInTitle(errors.length > 0);
  if (!errors.length) return null;
  const follow = (event: Event, field: string) => {
    event.preventDefault();
    if (!focusField(field)) onFollow?.(field);
  };
  return (
    <section class="notice notice-error" role="alert" aria-labelledby="error-summary">
      <h2 id="error-summary" tabIndex={-1} ref={heading}>
        {title}
      </h2>
      <ul>
        {errors.map((error) => (
          <li key={error.field}>
            <a href={`#${idOf(error.field)}`} onClick={(event) => follow(event, error.field)}>
              {sentenceFor(schema, error)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Errors by field: the sentence to show beside each. */
export const byField = (errors: readonly FieldError[]): Readonly<Record<string, string>> =>
  Object.fromEntries(errors.map(({ field, message }) => [field, message]));
