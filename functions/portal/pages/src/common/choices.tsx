/** The controls of fields that are answered with boxes and buttons. Each takes what the other controls do. */
import type { ComponentChildren, ComponentProps } from "preact";
import type { Choice as Option } from "./schema.ts";
import { aria, type ControlProps } from "./select.tsx";
import { listOf } from "./values.ts";

/** A choice of a group: a radio button or a checkbox with its label. */
function Choice({ id, children, ...more }: ComponentProps<"input"> & { id: string; children: ComponentChildren }) {
  return (
    <label class="choice" for={id}>
      <input id={id} {...more} />
      <span>{children}</span>
    </label>
  );
}

type RadioProps = ControlProps & { readonly choices?: readonly Option<string | boolean>[] };

/** One of several; `choices` are in place of the field's own. */
export function Radios({ field, id, value, onInput, choices = field.choices ?? [] }: RadioProps) {
  return (
    <>
      {choices.map((choice, index) => (
        <Choice
          key={choice.value}
          type="radio"
          id={index ? `${id}-${choice.value}` : id}
          name={field.name}
          checked={value === choice.value}
          onChange={() => onInput(choice.value)}
        >
          {choice.label}
        </Choice>
      ))}
    </>
  );
}

const YES_NO = [
  { value: true, label: "Yes" },
  { value: false, label: "No" },
];

/** Yes or no. */
export const YesNo = (props: ControlProps) => <Radios {...props} choices={YES_NO} />;

/** Any of several. */
export function Checkboxes({ field, id, value, onInput }: ControlProps) {
  const chosen = listOf(value);
  const change = (choice: Option, checked: boolean) => {
    const others = chosen.filter((other) => other !== choice.value);
    onInput(checked ? [...others, choice.value] : others);
  };
  return (
    <>
      {field.choices?.map((choice, index) => (
        <Choice
          key={choice.value}
          type="checkbox"
          id={index ? `${id}-${choice.value}` : id}
          name={field.name}
          checked={chosen.includes(choice.value)}
          onChange={(event) => change(choice, event.currentTarget.checked)}
        >
          {choice.label}
        </Choice>
      ))}
    </>
  );
}

/** A sentence to agree with: its label is the choice. */
export function Confirm(props: ControlProps) {
  const { field, id, value, onInput } = props;
  return (
    <Choice
      type="checkbox"
      id={id}
      name={field.name}
      checked={value === true}
      onChange={(event) => onInput(event.currentTarget.checked)}
      {...aria(props)}
    >
      {field.label}
    </Choice>
  );
}
