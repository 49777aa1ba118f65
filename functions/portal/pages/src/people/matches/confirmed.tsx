/** A confirmed match: with whom, for how long, and the dates for one's own calendar. */
import { inWords, serverNow } from "../../common/clock.ts";
import { lastDay, termCalendar } from "./calendar.ts";
import { Reasons } from "./proposal.tsx";
import { SIDES } from "./words.ts";

const PAGES = { applicant: "/status", mentor: "/mentor" };
const REVOKE_MS = 10_000;

/** The match as `side` sees it. */
export function Confirmed({ match, side, part }) {
  const words = SIDES[side];
  return (
    <>
      {match.contact && <Contact {...match.contact} />}
      {match.state === "confirmed" && <p>{words.first}</p>}
      {match.term && <Term match={match} side={side} part={part} />}
      <details class="match-more">
        <summary>{words.why}</summary>
        <Reasons match={match} />
      </details>
    </>
  );
}

function Contact({ name, email, institution }) {
  return (
    <dl class="facts">
      <dt>Name</dt>
      <dd>{name}</dd>
      {institution && <dt>Institution</dt>}
      {institution && <dd>{institution}</dd>}
      <dt>E-mail</dt>
      <dd>
        <a href={`mailto:${email}`}>{email}</a>
      </dd>
    </dl>
  );
}

function Term({ match, side, part: Heading }) {
  const { term } = match;
  const today = new Date(serverNow()).toISOString().slice(0, 10);
  const next = term.check_ins.find(({ due_on }) => due_on >= today)?.month;
  return (
    <>
      <Heading class="match-part">Your term</Heading>
      <p>
        From <time dateTime={term.starts_on}>{inWords(term.starts_on)}</time> to{" "}
        <time dateTime={lastDay(term)}>{inWords(lastDay(term))}</time>, with these check-ins:
      </p>
      <ol class="check-ins">
        {term.check_ins.map(({ month, due_on }) => (
          <li key={month} aria-current={month === next ? "date" : undefined}>
            <span>Month {month}</span>
            <time dateTime={due_on}>{inWords(due_on)}</time>
            {month === next && <span class="tag">Next</span>}
          </li>
        ))}
      </ol>
      <div class="buttons screen">
        <button type="button" class="button button-quiet" onClick={() => download(match, side)}>
          Add these dates to your calendar (.ics)
        </button>
      </div>
    </>
  );
}

function download(match, side) {
  const file = new Blob([termCalendar(match, location.origin + PAGES[side])], { type: "text/calendar" });
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href, download: "mentoring-term.ics" }).click();
  setTimeout(() => URL.revokeObjectURL(href), REVOKE_MS);
}
