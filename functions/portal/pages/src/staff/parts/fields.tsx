/** The controls of the console's forms, with their help and errors, and what shows when someone else was faster. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Words } from "../../common/described.tsx";
import { Failure, Notice } from "../../common/page.tsx";
import { useErrorInTitle } from "../../common/title.ts";
import type { FormState, Values } from "./form.ts";

interface FieldProps<V extends Values> {
  readonly form: FormState<V>;
  readonly name: keyof V & string;
  readonly label: string;
  readonly help?: ComponentChildren;
}

interface Described {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface FrameProps<V extends Values> extends FieldProps<V> {
  readonly children: (control: Described) => ComponentChildren;
}

function Frame<V extends Values>({ form, name, label, help, children }: FrameProps<V>) {
  const id = useId();
  const error = form.wrong(name);
  useErrorInTitle(Boolean(error));
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class={error ? "field field-wrong" : "field"}>
      <label for={id}>{label}</label>
      <Words {...{ id, help, error }} />
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
    </div>
  );
}

interface TextFieldProps<V extends Values> extends FieldProps<V> {
  readonly type?: "text" | "email" | "date" | "datetime-local";
}

/** A line of text, a date and time of the wall (`datetime-local`), an address. */
export function TextField<V extends Values>({ type = "text", ...props }: TextFieldProps<V>) {
  const { form, name } = props;
  return (
    <Frame {...props}>
      {(control) => (
        <input
          {...control}
          type={type as "text"}
          name={name}
          readOnly={form.busy}
          value={form.values[name] ?? ""}
          onInput={(event) => form.set({ [name]: event.currentTarget.value } as Partial<V>)}
        />
      )}
    </Frame>
  );
}

/** A text of several lines. */
export function TextArea<V extends Values>({ rows = 3, ...props }: FieldProps<V> & { readonly rows?: number }) {
  const { form, name } = props;
  return (
    <Frame {...props}>
      {(control) => (
        <textarea
          {...control}
          name={name}
          rows={rows}
          readOnly={form.busy}
          value={form.values[name]}
          onInput={(event) => form.set({ [name]: event.currentTarget.value } as Partial<V>)}
        />
      )}
    </Frame>
  );
}

/** A choice; the choices are values and their labels. */
export function Choice<V extends Values>({
  choices,
  ...props
}: FieldProps<V> & { readonly choices: Readonly<Record<string, string>> }) {
  const { form, name } = props;
  return (
    <Frame {...props}>
      {(control) => (
        <select
          {...control}
          name={name}
          value={form.values[name]}
          onChange={(event) => form.set({ [name]: event.currentTarget.value } as Partial<V>)}
        >
          {Object.entries(choices).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}

/** A line that the stored copy and what was typed differ in. */
export interface Difference {
  readonly label: string;
  readonly stored: string;
  readonly yours: string;
}

interface FormErrorProps<V extends Values> {
  readonly form: FormState<V>;
  /** The fields that show their own errors. */
  readonly fields: readonly (keyof V & string)[];
  /** What to show side by side when someone else was faster. */
  readonly differences?: readonly Difference[];
}

/** What is wrong with a form as a whole; it takes the focus. */
export function FormError<V extends Values>({ form, fields, differences = [] }: FormErrorProps<V>) {
  const top = useRef<HTMLDivElement>(null);
  const { error, overtaken } = form;
  useEffect(() => {
    if (error) top.current?.focus();
  }, [error]);
  if (!error) return null;
  const named = fields.some((field) => form.wrong(field));
  return (
    <div tabIndex={-1} ref={top} class="form-error">
      {overtaken ? (
        <Overtaken differences={differences} />
      ) : named ? (
        <Notice kind="error" title={error.message} />
      ) : (
        <Failure error={error} />
      )}
    </div>
  );
}

function Overtaken({ differences }: { differences: readonly Difference[] }) {
  return (
    <Notice kind="warning" title="Someone else changed this first">
      <p>
        This is the stored copy beside yours. What you typed is still here: look at both, then send yours or leave it.
      </p>
      {differences.length > 0 && (
        <table class="beside">
          <thead>
            <tr>
              <td />
              <th scope="col">Stored</th>
              <th scope="col">Yours</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ label, stored, yours }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{stored}</td>
                <td>{yours}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Notice>
  );
}
