/** The trail: what happened, narrowed down, and one fact sent through the system again. */
import { useState } from "preact/hooks";
import type { components } from "#openapi";
import { call } from "../../common/api.ts";
import { Page } from "../../common/page.tsx";
import { Link } from "../../common/router.ts";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { useStaff } from "../frame/staff.ts";
import { actorOf } from "../parts/events.tsx";
import { useFilters } from "../parts/filters.ts";
import { List } from "../parts/list.tsx";
import { usePages } from "../parts/pages.ts";
import { EVENTS } from "../words.ts";
import { Replay } from "./replay.tsx";

export type Entry = components["schemas"]["TrailEntry"];
/** A fact with who did it, in words. */
type Named = Entry & { readonly by: string };
const NAMES = ["scope", "subject", "type", "actor", "after"] as const;

export default function TrailScreen() {
  const { id: cycle } = useCycles();
  const { role } = useStaff();
  const [filters, change] = useFilters(NAMES);
  const [asked, setAsked] = useState<Entry | null>(null);
  const { scope, subject, type, actor, after } = filters;
  const list = usePages<Named>(cycle && JSON.stringify([cycle, filters]), async (cursor) => {
    const query = {
      cycle: scope === "all" ? null : cycle,
      subject,
      type,
      actor,
      after: after && `${after}T00:00:00Z`,
      cursor,
    };
    const { items, actors, next_cursor } = (await call("GET", "/api/staff/activity", { query })).body;
    return { items: items.map((entry) => ({ ...entry, by: actorOf(entry.actor, actors) })), next_cursor };
  });
  const text = (name: "subject" | "actor", label: string, hint: string) => (
    <label class="filters-search">
      <span>{label}</span>
      <input
        value={filters[name]}
        placeholder={hint}
        onChange={(event) => change({ [name]: event.currentTarget.value.trim() })}
      />
    </label>
  );
  return (
    <Page title="Trail" wide>
      <search class="filters">
        {text("subject", "About", "id of an application, mentor, match")}
        <label>
          <span>What</span>
          <select value={type} onChange={(event) => change({ type: event.currentTarget.value })}>
            <option value="">Anything</option>
            {Object.entries(EVENTS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {text("actor", "By", "applicant, mentor, program, staff:id")}
        <label>
          <span>Since (UTC)</span>
          <input type="date" value={after} onChange={(event) => change({ after: event.currentTarget.value })} />
        </label>
        <label class="filters-flag">
          <input
            type="checkbox"
            checked={scope === "all"}
            onChange={(event) => change({ scope: event.currentTarget.checked ? "all" : "" })}
          />
          <span>All cycles</span>
        </label>
      </search>
      <List list={list} empty={<p>Nothing in the trail is like this. Take a filter away, or choose an earlier day.</p>}>
        {(rows) => (
          <ol class="events">
            {rows.map((entry) => (
              <One key={entry.id} entry={entry} {...(role === "coordinator" && { onReplay: () => setAsked(entry) })} />
            ))}
          </ol>
        )}
      </List>
      {asked && <Replay entry={asked} onClose={() => setAsked(null)} onDone={list.reload} />}
    </Page>
  );
}

const details = (data: Entry["data"]) =>
  Object.entries(data as Readonly<Record<string, unknown>>)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(" · ");

function One({ entry, onReplay }: { entry: Named; onReplay?: () => void }) {
  const to = useAddress();
  return (
    <li>
      <p>
        <strong>{EVENTS[entry.type]}</strong> <span class="fine">by {entry.by}</span>
      </p>
      {entry.note && <p class="events-note">“{entry.note}”</p>}
      <p class="fine">
        <time dateTime={entry.at}>{entry.at_et}</time>
        {details(entry.data) && ` · ${details(entry.data)}`}
      </p>
      <p class="task-ways fine">
        <Link href={to("trail", { subject: entry.subject, scope: "all" })}>All about {entry.subject}</Link>
        {onReplay && entry.starts.length > 0 && (
          <button type="button" class="link" onClick={onReplay}>
            Send again<span class="hidden"> {EVENTS[entry.type]}</span>
          </button>
        )}
      </p>
    </li>
  );
}
