/** What the list of applications is narrowed down by. */
import { useState } from "preact/hooks";
import { type Choice, fieldOf, useSchema } from "../../common/schema.ts";
import { type ControlProps, choicesOfLabels, Search, Select } from "../parts/filter_controls.tsx";
import { loadSchools } from "../parts/schools.ts";
import { RULES, STATUSES } from "../words.ts";

export const FILTERS = ["status", "stage", "school", "state", "reason", "extended", "late", "q", "sort"] as const;
export type Filter = (typeof FILTERS)[number];
export type Filters = Readonly<Record<Filter, string>>;

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
    ["status", "Status", choicesOfLabels(STATUSES)],
    ["stage", "Stage", choicesOf("training.stage")],
    ["state", "State", choicesOf("location.state")],
    ["reason", "Criterion in question", Object.entries(RULES).map(([value, label]) => ({ value, label }))],
  ];
  return (
    <search class="filters">
      <Search
        screen="Applications"
        placeholder="Name, e-mail or receipt"
        value={filters.q}
        onChange={(q) => onChange({ q })}
      />
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
