/** What happened to something, newest first, as the trail tells it. */
import { EVENTS, type Event } from "../words.ts";

/** Who of the staff an actor is, as the API says it. */
export type Actors = Readonly<Record<string, string>>;

/** Those who act under no name. */
export const OTHERS: Readonly<Record<string, string>> = {
  applicant: "the applicant",
  mentor: "the mentor",
  program: "the program",
};

/** Who did it: by name where that's known, else without the sign-in's long id. */
export const actorOf = (actor: string, actors: Actors): string =>
  actors[actor] ?? OTHERS[actor] ?? actor.replace(/^staff:(.{8}).*$/, "staff $1");

const isFigure = (value: unknown): value is string | number => ["string", "number"].includes(typeof value);

export function Events({ events, actors }: { events: readonly Event[]; actors: Actors }) {
  return (
    <ol class="events">
      {[...events].reverse().map((event) => (
        <li key={event.id}>
          <p>
            <strong>{EVENTS[event.type]}</strong> <span class="fine">by {actorOf(event.actor, actors)}</span>
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
