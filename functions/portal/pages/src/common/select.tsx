/** A choice from a list, and what ties every control to the words around it. */
import type { Value } from "./records.ts";
import type { Choice, FieldInfo } from "./schema.ts";
import { textOf } from "./values.ts";

/** What every control takes: `described` are the ids of the words that describe it. */
export interface ControlProps {
  readonly field: FieldInfo;
  readonly id: string;
  readonly value: Value;
  readonly onInput: (value: Value) => void;
  readonly described?: string | undefined;
  readonly invalid?: boolean;
  readonly autocomplete?: string | undefined;
  readonly type?: "text" | "email" | "tel" | "date" | undefined;
  readonly rows?: number | undefined;
}

/** The attributes that tie a control to its help and its error. */
export const aria = ({ described, invalid, field }: Pick<ControlProps, "described" | "invalid" | "field">) => ({
  "aria-describedby": described || undefined,
  "aria-invalid": invalid || undefined,
  "aria-required": field.required || undefined,
});

/** One of many; `choices` are in place of the field's own. */
export function Select(props: ControlProps & { readonly choices?: readonly Choice[] }) {
  const { field, id, value, onInput, choices = field.choices ?? [] } = props;
  return (
    <select
      {...aria(props)}
      id={id}
      name={field.name}
      value={textOf(value)}
      onChange={(event) => onInput(event.currentTarget.value || null)}
    >
      <option value="">Choose…</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
