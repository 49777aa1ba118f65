/** The trail: what happened, narrowed down, and one fact sent through the system again. */
import { useState } from "preact/hooks";
import type { components } from "#openapi";
import { call } from "../../common/api.ts";
import { Page } from "../../common/page.tsx";
import { Link } from "../../common/router.ts";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { useStaff } from "../frame/staff.ts";
import { eventWords } from "../parts/event_words.ts";
import { type Actors, actorOf } from "../parts/events.tsx";
import { useFilters } from "../parts/filters.ts";
import { List } from "../parts/list.tsx";
import { usePages } from "../parts/pages.ts";
import { instantsOf } from "../parts/zones.ts";
import { EVENTS } from "../words.ts";
import { kindOf } from "./about.ts";
import { NAMES, TrailFilters } from "./filters.tsx";
import { Replay } from "./replay.tsx";

export type Entry = components["schemas"]["TrailEntry"];
/** A fact with who did it, in words. */
type Named = Entry & { readonly by: string };

/** The first instant of a day in Eastern Time. */
const beginOf = (day: string): string =>
  instantsOf(`${day}T00:00`, "America/New_York")
    .slice(0, 1)
    .map((ms) => new Date(ms).toISOString())
    .join("");

export default function TrailScreen() {
  const { id: cycle } = useCycles();
  const { role } = useStaff();
  const [filters, change] = useFilters(NAMES);
  const [asked, setAsked] = useState<Entry | null>(null);
  const [known, setKnown] = useState<Actors>({});
  const { scope, subject, type, actor, after } = filters;
  const list = usePages<Named>(cycle && JSON.stringify([cycle, filters]), async (cursor) => {
    const query = {
      cycle: scope === "all" ? null : cycle,
      subject,
      type,
      actor,
      after: after && beginOf(after),
      cursor,
    };
    const { items, actors, next_cursor } = (await call("GET", "/api/staff/activity", { query })).body;
    setKnown((before) => ({ ...before, ...actors }));
    return { items: items.map((entry) => ({ ...entry, by: actorOf(entry.actor, actors) })), next_cursor };
  });
  return (
    <Page title="Trail" wide>
      <TrailFilters filters={filters} actors={known} onChange={change} />
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

function One({ entry, onReplay }: { entry: Named; onReplay?: () => void }) {
  const to = useAddress();
  const kind = kindOf(entry.type);
  const query = entry.cycle ? { cycle: entry.cycle } : {};
  return (
    <li>
      <p>
        <strong>{EVENTS[entry.type]}</strong> <span class="fine">by {entry.by}</span>
      </p>
      {entry.note && <p class="events-note">“{entry.note}”</p>}
      <p class="fine">
        <time dateTime={entry.at}>{entry.at_et}</time>
        {eventWords(entry.data).map((words) => ` · ${words}`)}
      </p>
      <p class="task-ways fine">
        {(kind === "application" || kind === "mentor") && (
          <Link href={to(kind, query, { [kind]: entry.subject })}>Open the {kind}</Link>
        )}
        <Link href={to("trail", { subject: entry.subject, scope: "all" })} title={entry.subject}>
          All about this {kind ?? "one"}
        </Link>
        {onReplay && entry.starts.length > 0 && (
          <button type="button" class="link" onClick={onReplay}>
            Send again<span class="hidden"> {EVENTS[entry.type]}</span>
          </button>
        )}
      </p>
    </li>
  );
}
