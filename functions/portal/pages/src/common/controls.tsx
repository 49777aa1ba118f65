/** The controls of form fields, by their kind. */
import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { Checkboxes, Confirm, Radios, YesNo } from "./choices.tsx";
import { Month } from "./month.tsx";
import { countryChoices, zoneChoices } from "./places.ts";
import type { Kind } from "./schema.ts";
import { aria, type ControlProps, Select } from "./select.tsx";
import { lengthOf, listOf, textOf } from "./values.ts";

const grouped = (count: number) => count.toLocaleString("en-US");

function Text(props: ControlProps) {
  const { field, id, value, onInput, type = "text", autocomplete } = props;
  return (
    <input
      {...aria(props)}
      id={id}
      type={type as "text"}
      autocomplete={autocomplete}
      name={field.name}
      value={textOf(value)}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  );
}

function TextArea(props: ControlProps) {
  const { field, id, value, onInput, rows = 8 } = props;
  const count = lengthOf(textOf(value), field.countsSpaces);
  const { minLength = 0, maxLength } = field;
  return (
    <>
      <textarea
        {...aria(props)}
        id={id}
        rows={rows}
        name={field.name}
        value={textOf(value)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p class={maxLength && count > maxLength ? "count count-over" : "count"}>
        {grouped(count)}
        {maxLength && ` of ${grouped(maxLength)}`} characters
        {count < minLength && `, ${grouped(minLength - count)} more needed`}
      </p>
    </>
  );
}

/** One thing a line, as a list. */
function Lines(props: ControlProps) {
  const { field, id, value, onInput } = props;
  const [text, setText] = useState(() => listOf(value).join("\n"));
  const change = (typed: string) => {
    setText(typed);
    const lines = typed.split("\n").map((line) => line.trim());
    onInput([...new Set(lines.filter(Boolean))]);
  };
  return (
    <textarea
      {...aria(props)}
      id={id}
      name={field.name}
      rows={3}
      value={text}
      onInput={(event) => change(event.currentTarget.value)}
    />
  );
}

const Country = (props: ControlProps) => <Select {...props} choices={countryChoices()} />;
const Zone = (props: ControlProps) => (
  <Select {...props} choices={zoneChoices(textOf(props.value), props.field.suggested)} />
);

function NumberInput(props: ControlProps) {
  const { field, id, value, onInput } = props;
  const change = (typed: number) => onInput(Number.isNaN(typed) ? null : typed);
  return (
    <input
      {...aria(props)}
      id={id}
      class="number"
      type="number"
      inputMode="numeric"
      name={field.name}
      min={field.minimum}
      max={field.maximum}
      value={typeof value === "number" ? value : ""}
      onInput={(event) => change(event.currentTarget.valueAsNumber)}
    />
  );
}

/** Control by kind. */
export const CONTROLS: Readonly<Record<Kind, ComponentType<ControlProps>>> = {
  text: Text,
  textarea: TextArea,
  lines: Lines,
  select: Select,
  country: Country,
  zone: Zone,
  radio: Radios,
  yes_no: YesNo,
  checkboxes: Checkboxes,
  confirm: Confirm,
  month: Month,
  number: NumberInput,
};

/** The kinds that are a group of controls, and so are labelled by a legend. */
export const GROUPS: ReadonlySet<Kind> = new Set<Kind>(["radio", "yes_no", "checkboxes", "month"]);
