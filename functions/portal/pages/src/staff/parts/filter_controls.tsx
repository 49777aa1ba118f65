/** The controls that narrow a list down. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Choice } from "../../common/schema.ts";
import { useKeys } from "../frame/keys.ts";

const TYPING_MS = 300;

export interface ControlProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

interface SelectProps extends ControlProps {
  readonly label: string;
  readonly choices: readonly Choice[];
}

/** What statuses and the like are called, as choices. */
export const choicesOfLabels = (labels: Readonly<Record<string, { readonly label: string }>>): readonly Choice[] =>
  Object.entries(labels).map(([value, { label }]) => ({ value, label }));

export function Select({ label, choices, value, onChange }: SelectProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">Any</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface SearchProps extends ControlProps {
  /** The screen's title in the list of keys. */
  readonly screen: string;
  readonly placeholder: string;
}

/** What is typed is asked for once the typing rests; `/` leads here. */
export function Search({ screen, placeholder, value, onChange }: SearchProps) {
  const [typed, setTyped] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  useKeys(screen, [{ keys: "/", says: "Search", run: () => input.current?.focus() }]);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onChange(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label class="filters-search">
      <span>Search</span>
      <input
        ref={input}
        type="search"
        placeholder={placeholder}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </label>
  );
}
