/** A confirmed match: with whom, for how long, and the dates for one's own calendar. */
import { ADDRESSES, addressOfMatch } from "../../common/addresses.ts";
import { inWords } from "../../common/clock.ts";
import type { Match, Contact as Person, Side, MatchTerm as TermFacts } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { download, lastDay, termCalendar } from "./calendar.ts";
import { Asked } from "./check_in.tsx";
import { nextCheckIn } from "./due.ts";
import { Ending } from "./ending.tsx";
import { FirstMeetingKit } from "./first_meeting.tsx";
import { Other } from "./other_side.tsx";
import { Reasons } from "./proposal.tsx";
import { SIDES } from "./words.ts";

/** Where each side sees its matches. */
export const PAGES: Record<Side, string> = { applicant: ADDRESSES.status, mentor: ADDRESSES.mentor };
const TERM_FILE = "mentoring-term.ics";

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
      {match.first_meeting && <FirstMeetingKit {...{ match, part }} kit={match.first_meeting} url={pageOf(side)} />}
      {term && (
        <Term
          {...{ match, term, part }}
          onDownload={() => download(termCalendar(match, term, pageOf(side)), TERM_FILE)}
        />
      )}
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
  readonly match: Match;
  readonly term: TermFacts;
  readonly part: "h3" | "h4";
  readonly onDownload: () => void;
}

function Term({ match, term, part: Heading, onDownload }: TermProps) {
  const next = nextCheckIn(match)?.month;
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
      <p>
        <Link href={addressOfMatch(match.id)}>See your whole year</Link>
      </p>
      <div class="buttons screen">
        <button type="button" class="button button-quiet" onClick={onDownload}>
          Add these dates to your calendar (.ics)
        </button>
      </div>
    </>
  );
}
