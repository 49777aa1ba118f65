/** What happened to something, newest first, as the trail tells it. */
import { EVENTS, type Event } from "../words.ts";

/** Who did it, without the sign-in's long id. */
export const actorOf = (actor: string): string => actor.replace(/^staff:(.{8}).*$/, "staff $1");

const isFigure = (value: unknown): value is string | number => ["string", "number"].includes(typeof value);

export function Events({ events }: { events: readonly Event[] }) {
  return (
    <ol class="events">
      {[...events].reverse().map((event) => (
        <li key={event.id}>
          <p>
            <strong>{EVENTS[event.type]}</strong> <span class="fine">by {actorOf(event.actor)}</span>
          </p>
          {event.note && <p class="events-note">“{event.note}”</p>}
          <p class="fine">
            <time dateTime={event.at}>{event.at_et}</time>
            {Object.entries(event.data)
              .filter(([, value]) => isFigure(value))
              .map(([name, value]) => ` · ${name.replaceAll("_", " ")} ${value}`)
              .join("")}
          </p>
        </li>
      ))}
    </ol>
  );
}
