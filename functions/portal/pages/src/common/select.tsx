/** A choice from a list, and what ties every control to the words around it. */

/** The attributes that tie a control to its help and its error. */
export const aria = ({ described, invalid, field }) => ({
  "aria-describedby": described || undefined,
  "aria-invalid": invalid || undefined,
  "aria-required": field.required || undefined,
});

/** One of many; `choices` stands in for the field's own. */
export function Select(props) {
  const { field, id, value, onInput, choices = field.choices } = props;
  return (
    <select
      {...aria(props)}
      id={id}
      name={field.name}
      value={value ?? ""}
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
