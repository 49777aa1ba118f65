/** Matches that are over, one line each. */
import { addressOfMatch } from "../../common/addresses.ts";
import { inEastern } from "../../common/clock.ts";
import type { Match } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { endingOf, wayToYear } from "./words.ts";

/** The list; nothing when there are none. */
export function PastMatches({ matches, title }: { matches: readonly Match[]; title: string }) {
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

function PastMatch({ match }: { match: Match }) {
  const ending = endingOf(match);
  return (
    <li>
      <p class="past-head">
        {ending && <span class="tag">{ending.tag}</span>}
        {match.contact?.name && <strong>{match.contact.name}</strong>}
        <span class="fine">
          {match.cycle} · {match.confirmed_at ? "confirmed" : "answer due before"}{" "}
          {inEastern(match.confirmed_at ?? match.respond_by)}
        </span>
      </p>
      {ending && <p>{ending.text}</p>}
      {match.thread && (
        <p>
          <Link href={addressOfMatch(match.id)}>{wayToYear(match)}</Link>
        </p>
      )}
    </li>
  );
}
