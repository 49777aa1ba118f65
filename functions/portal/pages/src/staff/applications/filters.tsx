/** What the list of applications is narrowed down by. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "../frame/keys.ts";
import { loadSchools } from "../parts/schools.ts";
import { STATUSES, stageOf } from "../words.ts";

export const FILTERS = ["status", "stage", "school", "extended", "late", "q", "sort"] as const;
export type Filter = (typeof FILTERS)[number];
export type Filters = Readonly<Record<Filter, string>>;

const TYPING_MS = 300;
const STAGES = ["medical_student", "resident"];

interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (changed: Partial<Filters>) => void;
}

/** The filters, which apply as they are chosen; `/` leads to the search. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const narrowed = Object.entries(filters).some(([name, value]) => name !== "sort" && value);
  const clear = () => onChange({ status: "", stage: "", school: "", extended: "", late: "", q: "" });
  return (
    <search class="filters">
      <Search value={filters.q} onChange={(q) => onChange({ q })} />
      <label>
        <span>Status</span>
        <select value={filters.status} onChange={(event) => onChange({ status: event.currentTarget.value })}>
          <option value="">All</option>
          {Object.entries(STATUSES).map(([status, { label }]) => (
            <option key={status} value={status}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Stage</span>
        <select value={filters.stage} onChange={(event) => onChange({ stage: event.currentTarget.value })}>
          <option value="">All</option>
          {STAGES.map((stage) => (
            <option key={stage} value={stage}>
              {stageOf(stage)}
            </option>
          ))}
        </select>
      </label>
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

interface ControlProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
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
