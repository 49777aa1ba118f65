/** A confirmed match: with whom, for how long, and the dates for one's own calendar. */
import { ADDRESSES } from "../../common/addresses.ts";
import { inWords, serverNow } from "../../common/clock.ts";
import type { Match, Contact as Person, Side, MatchTerm as TermFacts } from "../../common/records.ts";
import { lastDay, termCalendar } from "./calendar.ts";
import { Asked } from "./check_in.tsx";
import { Ending } from "./ending.tsx";
import { Other } from "./other_side.tsx";
import { Reasons } from "./proposal.tsx";
import { SIDES } from "./words.ts";

/** Where each side sees its matches. */
const PAGES: Record<Side, string> = { applicant: ADDRESSES.status, mentor: ADDRESSES.mentor };
const REVOKE_MS = 10_000;

interface ConfirmedProps {
  readonly match: Match;
  readonly side: Side;
  readonly part: "h3" | "h4";
  /** Something was sent about the match: it is to be read again. */
  readonly onSent: () => void;
}

/** The match as `side` sees it. */
export function Confirmed({ match, side, part, onSent }: ConfirmedProps) {
  const words = SIDES[side];
  const { contact, other, term } = match;
  return (
    <>
      <Asked {...{ match, side, part, onSent }} />
      {contact && <Contact {...contact} />}
      {other && <Other {...{ other, side }} />}
      {match.state === "confirmed" && <p>{words.first}</p>}
      {term && <Term term={term} part={part} onDownload={() => download(termCalendar(match, term, pageOf(side)))} />}
      <details class="match-more">
        <summary>{words.why}</summary>
        <Reasons match={match} />
      </details>
      <Ending {...{ match, side, onSent }} />
    </>
  );
}

const pageOf = (side: Side) => location.origin + PAGES[side];

function Contact({ name, email, institution }: Person) {
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

interface TermProps {
  readonly term: TermFacts;
  readonly part: "h3" | "h4";
  readonly onDownload: () => void;
}

function Term({ term, part: Heading, onDownload }: TermProps) {
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
        <button type="button" class="button button-quiet" onClick={onDownload}>
          Add these dates to your calendar (.ics)
        </button>
      </div>
    </>
  );
}

function download(calendar: string) {
  const href = URL.createObjectURL(new Blob([calendar], { type: "text/calendar" }));
  Object.assign(document.createElement("a"), { href, download: "mentoring-term.ics" }).click();
  setTimeout(() => URL.revokeObjectURL(href), REVOKE_MS);
}
