/** The controls of fields that are chosen by boxes and buttons. Each takes what the other controls do. */
import { aria } from "./select.tsx";

/** A choice of a group: a radio button or a checkbox with its label. */
function Choice({ type, id, name, checked, onChange, children, ...more }) {
  return (
    <label class="choice" for={id}>
      <input {...{ type, id, name, checked, onChange }} {...more} />
      <span>{children}</span>
    </label>
  );
}

/** One of several. */
export function Radios({ field, id, value, onInput, choices = field.choices }) {
  return choices.map((choice, index) => (
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
  ));
}

const YES_NO = [
  { value: true, label: "Yes" },
  { value: false, label: "No" },
];

/** Yes or no. */
export const YesNo = (props) => <Radios {...props} choices={YES_NO} />;

/** Any of several. */
export function Checkboxes({ field, id, value, onInput }) {
  const chosen = value ?? [];
  const change = (choice) => (event) => {
    const others = chosen.filter((it) => it !== choice.value);
    onInput(event.currentTarget.checked ? [...others, choice.value] : others);
  };
  return field.choices.map((choice, index) => (
    <Choice
      key={choice.value}
      type="checkbox"
      id={index ? `${id}-${choice.value}` : id}
      name={field.name}
      checked={chosen.includes(choice.value)}
      onChange={change(choice)}
    >
      {choice.label}
    </Choice>
  ));
}

/** A sentence to agree with: its label is the choice itself. */
export function Confirm(props) {
  const { field, id, value, onInput } = props;
  const change = (event) => onInput(event.currentTarget.checked);
  return (
    <Choice type="checkbox" id={id} name={field.name} checked={value === true} onChange={change} {...aria(props)}>
      {field.label}
    </Choice>
  );
}
