/** The controls of form fields, by their kind. Each takes `{field, id, value, onInput, described, invalid}`. */
import { useState } from "preact/hooks";
import { Checkboxes, Confirm, Radios, YesNo } from "./choices.tsx";
import { Month } from "./month.tsx";
import { countryChoices, zoneChoices } from "./places.ts";
import { aria, Select } from "./select.tsx";

/** How many characters the server counts. */
const lengthOf = (text) => [...text].length;

function Text(props) {
  const { field, id, value, onInput, suggestions, type = "text", autocomplete } = props;
  const list = suggestions ? `${id}-list` : undefined;
  return (
    <>
      <input
        {...aria(props)}
        {...{ id, type, list, autocomplete: list ? "off" : autocomplete }}
        name={field.name}
        value={value ?? ""}
        maxLength={field.maxLength}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {list && (
        <datalist id={list}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </>
  );
}

function TextArea(props) {
  const { field, id, value = "", onInput, rows = 8 } = props;
  const count = lengthOf(value ?? "");
  const { minLength = 0, maxLength } = field;
  const number = (it) => it.toLocaleString("en-US");
  return (
    <>
      <textarea
        {...aria(props)}
        {...{ id, rows }}
        name={field.name}
        value={value ?? ""}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p class={maxLength && count > maxLength ? "count count-over" : "count"}>
        {number(count)}
        {maxLength && ` of at most ${number(maxLength)}`} characters
        {count < minLength && `, ${number(minLength - count)} more needed`}
      </p>
    </>
  );
}

/** One thing a line, as a list. */
function Lines(props) {
  const { field, id, value, onInput } = props;
  const [text, setText] = useState((value ?? []).join("\n"));
  const change = (event) => {
    setText(event.currentTarget.value);
    const lines = event.currentTarget.value.split("\n").map((line) => line.trim());
    onInput([...new Set(lines.filter(Boolean))]);
  };
  return <textarea {...aria(props)} id={id} name={field.name} rows={3} value={text} onInput={change} />;
}

const Country = (props) => <Select {...props} choices={countryChoices()} />;
const Zone = (props) => <Select {...props} choices={zoneChoices(props.value)} />;

function NumberInput(props) {
  const { field, id, value, onInput } = props;
  const change = (event) => {
    const typed = event.currentTarget.valueAsNumber;
    onInput(Number.isNaN(typed) ? null : typed);
  };
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
      value={value ?? ""}
      onInput={change}
    />
  );
}

/** Control by kind. */
export const CONTROLS = {
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
export const GROUPS = new Set(["radio", "yes_no", "checkboxes", "month"]);
