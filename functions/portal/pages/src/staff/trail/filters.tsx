/** What the trail is narrowed down by. */
import { useSession } from "../../common/session.ts";
import { type Actors, actorOf, OTHERS } from "../parts/events.tsx";
import { EVENTS } from "../words.ts";

export const NAMES = ["scope", "subject", "type", "actor", "after"] as const;
export type Filters = Readonly<Record<(typeof NAMES)[number], string>>;

interface TrailFiltersProps {
  readonly filters: Filters;
  /** The staff that showed so far. */
  readonly actors: Actors;
  readonly onChange: (changed: Partial<Filters>) => void;
}

export function TrailFilters({ filters, actors, onChange }: TrailFiltersProps) {
  const { scope, subject, type, actor, after } = filters;
  return (
    <search class="filters">
      <label>
        <span>What</span>
        <select value={type} onChange={(event) => onChange({ type: event.currentTarget.value })}>
          <option value="">Anything</option>
          {Object.entries(EVENTS).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <By value={actor} actors={actors} onChange={(chosen) => onChange({ actor: chosen })} />
      <label>
        <span>Since (ET)</span>
        <input type="date" value={after} onChange={(event) => onChange({ after: event.currentTarget.value })} />
      </label>
      <label class="filters-search">
        <span>About (id)</span>
        <input
          value={subject}
          placeholder="Anyone and anything"
          onChange={(event) => onChange({ subject: event.currentTarget.value.trim() })}
        />
      </label>
      <label class="filters-flag">
        <input
          type="checkbox"
          checked={scope === "all"}
          onChange={(event) => onChange({ scope: event.currentTarget.checked ? "all" : "" })}
        />
        <span>All cycles</span>
      </label>
      {Object.values(filters).some(Boolean) && (
        <button
          type="button"
          class="link"
          onClick={() => onChange({ scope: "", subject: "", type: "", actor: "", after: "" })}
        >
          Clear filters
        </button>
      )}
    </search>
  );
}

interface ByProps {
  readonly value: string;
  readonly actors: Actors;
  readonly onChange: (actor: string) => void;
}

/** Everyone who acts under no name, oneself, and the staff that showed so far. */
function By({ value, actors, onChange }: ByProps) {
  const me = `staff:${useSession()?.id ?? ""}`;
  const names = { ...OTHERS, ...actors, ...(value && { [value]: actorOf(value, actors) }), [me]: "me" };
  return (
    <label>
      <span>By</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">Anyone</option>
        {Object.entries(names).map(([actor, name]) => (
          <option key={actor} value={actor}>
            {name.charAt(0).toUpperCase() + name.slice(1)}
          </option>
        ))}
      </select>
    </label>
  );
}
