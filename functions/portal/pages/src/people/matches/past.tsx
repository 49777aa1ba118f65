/** Matches that are over, one line each. */
import { inEastern } from "../../common/clock.ts";
import { ending } from "./words.ts";

/** The list; nothing when there are none. */
export function PastMatches({ matches, title }) {
  if (!matches.length) return null;
  return (
    <section class="section">
      <h2>{title}</h2>
      <ul class="rows">
        {matches.map((match) => (
          <PastMatch key={match.id} match={match} />
        ))}
      </ul>
    </section>
  );
}

function PastMatch({ match }) {
  const { tag, text } = ending(match);
  return (
    <li>
      <p class="past-head">
        <span class="tag">{tag}</span>
        {match.contact?.name && <strong>{match.contact.name}</strong>}
        <span class="fine">
          {match.cycle} · {match.confirmed_at ? "confirmed" : "to be answered before"}{" "}
          {inEastern(match.confirmed_at ?? match.respond_by)}
        </span>
      </p>
      <p>{text}</p>
    </li>
  );
}
