/** Several institutions: one is typed at a time, and those that were added stand below. */
import { useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import type { ControlProps } from "../../common/select.tsx";
import { asKept, listOf } from "../../common/values.ts";
import { Combobox, INSTITUTIONS, useListed } from "./control.tsx";
import type { Listed } from "./list.ts";
import { Meaning, useMeaning } from "./meaning.tsx";

/** The control of the field. What is in its text field counts, too: it needn't be added before the form is sent. */
export function Institutions(props: ControlProps) {
  const { id, value, onInput } = props;
  const list = useListed(INSTITUTIONS);
  const [{ added, text }, setState] = useState({ added: listOf(value), text: "" });
  const place = useRef<HTMLDivElement>(null);
  const change = (names: readonly string[], typed: string) => {
    setState({ added: names, text: typed });
    const all = [...names, asKept(typed)].filter(Boolean);
    onInput([...new Set(all)]);
  };
  const focus = () => document.getElementById(id)?.focus();
  const add = (name: string) => {
    if (!name) return;
    change([...new Set([...added, name])], "");
    announce(`Added: ${name}.`);
  };
  const remove = (name: string) => {
    change(
      added.filter((other) => other !== name),
      text,
    );
    announce(`Removed: ${name}.`);
    focus();
  };
  const replace = (name: string, meant: string) => {
    change([...new Set(added.map((other) => (other === name ? meant : other)))], text);
    focus();
  };
  return (
    <div class="lookup lookup-several" ref={place}>
      <div class="lookup-add">
        <Combobox
          {...props}
          {...{ text, list }}
          source={INSTITUTIONS}
          onType={(typed) => change(added, typed)}
          onChoose={({ name }) => add(name)}
          onEnter={text.trim() ? () => add(asKept(text)) : undefined}
        />
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            add(asKept(text));
            focus();
          }}
        >
          Add
        </button>
      </div>
      {added.length > 0 && (
        <ul class="lookup-added">
          {added.map((name, index) => (
            <Added
              key={name}
              id={`${id}-added-${index}`}
              {...{ name, list }}
              onRemove={() => remove(name)}
              onTake={(meant) => replace(name, meant)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface AddedProps {
  readonly id: string;
  readonly name: string;
  readonly list: readonly Listed[];
  readonly onRemove: () => void;
  readonly onTake: (name: string) => void;
}

function Added({ id, name, list, onRemove, onTake }: AddedProps) {
  const meaning = useMeaning(list, name);
  return (
    <li>
      <p class="lookup-name">
        <span>{name}</span>{" "}
        <button type="button" class="link" onClick={onRemove}>
          Remove<span class="hidden"> {name}</span>
        </button>
      </p>
      <Meaning id={id} {...{ meaning, onTake }} source={INSTITUTIONS} />
    </li>
  );
}
