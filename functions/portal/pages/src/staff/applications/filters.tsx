/** What the list of applications is narrowed down by. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type Choice, fieldOf, useSchema } from "../../common/schema.ts";
import { useKeys } from "../frame/keys.ts";
import { loadSchools } from "../parts/schools.ts";
import { RULES, STATUSES } from "../words.ts";

export const FILTERS = ["status", "stage", "school", "state", "reason", "extended", "late", "q", "sort"] as const;
export type Filter = (typeof FILTERS)[number];
export type Filters = Readonly<Record<Filter, string>>;

const TYPING_MS = 300;
interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (changed: Partial<Filters>) => void;
}

/** The filters, which apply as they are chosen; `/` leads to the search. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const narrowed = Object.entries(filters).some(([name, value]) => name !== "sort" && value);
  const { schema } = useSchema("application");
  const choicesOf = (path: string) => (schema && fieldOf(schema, path).choices) ?? [];
  const clear = () => onChange(Object.fromEntries(FILTERS.filter((name) => name !== "sort").map((name) => [name, ""])));
  const selects: readonly [Filter, string, readonly Choice[]][] = [
    ["status", "Status", choices(STATUSES)],
    ["stage", "Stage", choicesOf("training.stage")],
    ["state", "State", choicesOf("location.state")],
    ["reason", "Criterion in question", Object.entries(RULES).map(([value, label]) => ({ value, label }))],
  ];
  return (
    <search class="filters">
      <Search value={filters.q} onChange={(q) => onChange({ q })} />
      {selects.map(([name, label, offered]) => (
        <Select
          key={name}
          label={label}
          choices={offered}
          value={filters[name]}
          onChange={(value) => onChange({ [name]: value })}
        />
      ))}
      <School value={filters.school} onChange={(school) => onChange({ school })} />
      <Flag label="Extended" value={filters.extended} onChange={(extended) => onChange({ extended })} />
      <Flag label="Late" value={filters.late} onChange={(late) => onChange({ late })} />
      {narrowed && (
        <button type="button" class="link" onClick={clear}>
          Clear filters
        </button>
      )}
    </search>
  );
}

const choices = (labels: Readonly<Record<string, { readonly label: string }>>): readonly Choice[] =>
  Object.entries(labels).map(([value, { label }]) => ({ value, label }));

interface ControlProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

interface SelectProps extends ControlProps {
  readonly label: string;
  readonly choices: readonly Choice[];
}

function Select({ label, choices: offered, value, onChange }: SelectProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">Any</option>
        {offered.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What is typed is asked for once the typing rests. */
function Search({ value, onChange }: ControlProps) {
  const [typed, setTyped] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  useKeys("Applications", [{ keys: "/", says: "Search", run: () => input.current?.focus() }]);
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
        placeholder="Name, e-mail or receipt"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </label>
  );
}

/** A school from the list, or the words of another. */
function School({ value, onChange }: ControlProps) {
  const [schools, setSchools] = useState<readonly string[]>([]);
  const load = () => {
    loadSchools().then(setSchools, () => {});
  };
  return (
    <label class="filters-school">
      <span>School</span>
      <input
        list="schools"
        value={value}
        onFocus={load}
        placeholder="Any"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id="schools">
        {schools.map((school) => (
          <option key={school} value={school} />
        ))}
      </datalist>
    </label>
  );
}

function Flag({ label, value, onChange }: ControlProps & { readonly label: string }) {
  return (
    <label class="filters-flag">
      <input
        type="checkbox"
        checked={value === "true"}
        onChange={(event) => onChange(event.currentTarget.checked ? "true" : "")}
      />
      <span>{label}</span>
    </label>
  );
}
