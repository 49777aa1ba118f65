/** What happened to something, newest first, as the trail tells it. */
import { Link } from "../../common/router.ts";
import { useAddress } from "../frame/cycles.tsx";
import { EVENTS, type Event } from "../words.ts";
import { eventWords } from "./event_words.ts";

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

interface EventsProps {
  readonly events: readonly Event[];
  readonly actors: Actors;
  /** The id of what they happened to. */
  readonly subject: string;
}

export function Events({ events, actors, subject }: EventsProps) {
  const to = useAddress();
  return (
    <>
      <ol class="events">
        {[...events].reverse().map((event) => (
          <li key={event.id}>
            <p>
              <strong>{EVENTS[event.type]}</strong> <span class="fine">by {actorOf(event.actor, actors)}</span>
            </p>
            {event.note && <p class="events-note">“{event.note}”</p>}
            <p class="fine">
              <time dateTime={event.at}>{event.at_et}</time>
              {eventWords(event.data).map((words) => ` · ${words}`)}
            </p>
          </li>
        ))}
      </ol>
      <p class="fine">
        <Link href={to("trail", { subject, scope: "all" })}>See it in the trail</Link>
      </p>
    </>
  );
}
