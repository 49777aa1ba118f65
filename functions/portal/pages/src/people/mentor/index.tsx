/** For mentors: the Mentor Interest Form, the proposals and the mentees. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ADDRESSES } from "../../common/addresses.ts";
import { useCycle } from "../../common/cycle.ts";
import { useLoaded, usePolling } from "../../common/loaded.ts";
import { Failure, Notice, Page, Skeleton } from "../../common/page.tsx";
import type { Cycle, Match, MentorRecord } from "../../common/records.ts";
import { navigate } from "../../common/router.ts";
import { type Schema, useSchema } from "../../common/schema.ts";
import type { Person } from "../../common/session.ts";
import { MatchCard } from "../matches/card.tsx";
import { PastMatches } from "../matches/past.tsx";
import { Answers } from "./answers.tsx";
import { Invitation } from "./invitation.tsx";
import { type Own, readMentor, sorted } from "./load.ts";
import { MentorStatus } from "./mentor_status.tsx";

/** The page of the person signed in. */
export default function Mentor({ person }: { person: Person }) {
  const { data, error, reload } = useLoaded(readMentor);
  const { schema, error: noSchema, reload: readSchema } = useSchema("mentor_interest");
  const { cycle } = useCycle();
  const failed = error ?? noSchema;
  const retry = () => {
    reload();
    if (noSchema) readSchema();
  };
  return (
    <Page title="For mentors" lead="Share what you know with someone who is starting out in oncology.">
      {failed && <Failure error={failed} retry={retry} />}
      {!(data && schema) && !failed && <Skeleton lines={10} />}
      {data && schema && <MentorPage {...{ schema, person, cycle, reload }} {...data} />}
    </Page>
  );
}

interface MentorPageProps extends Own {
  readonly schema: Schema;
  readonly person: Person;
  readonly cycle: Cycle | null;
  readonly reload: () => void;
}

/** What there is for this person; a first form that has arrived is confirmed before anything else. */
function MentorPage({ record, matches, schema, person, cycle, reload }: MentorPageProps) {
  const [news, setNews] = useState<{ text: string } | null>(null);
  const saved = (first: boolean) => {
    if (location.search) navigate(ADDRESSES.mentor, { replace: true });
    setNews({ text: first ? "We have your form. We e-mailed you a confirmation." : "Your changes are saved." });
    reload();
  };
  const place = useRef<HTMLDivElement>(null);
  const known = Boolean(record);
  useEffect(() => {
    if (news && known) place.current?.focus();
  }, [news, known]);
  const changed = () => {
    setNews(null);
    reload();
  };
  if (!record) return <Invitation {...{ schema, person, cycle }} onSaved={saved} onStale={reload} />;
  return (
    <>
      {news && (
        <div class="news" tabIndex={-1} ref={place}>
          <Notice kind="success">
            <p>{news.text}</p>
          </Notice>
        </div>
      )}
      <Matched {...{ record, matches, cycle, reload }} onChanged={changed} />
      <Answers {...{ schema, person, record }} onSaved={saved} onStale={reload} />
    </>
  );
}

interface MatchedProps {
  readonly record: MentorRecord;
  readonly matches: readonly Match[];
  readonly cycle: Cycle | null;
  readonly reload: () => void;
  readonly onChanged: () => void;
}

/** What waits for an answer comes first. */
function Matched({ record, matches, cycle, reload, onChanged }: MatchedProps) {
  const [shown, setShown] = useState<ReadonlySet<string>>(() => new Set());
  const { proposals, mentees, past } = sorted(matches, shown);
  const open = matches.filter(({ state }) => state === "proposed").length;
  usePolling(record.status === "paused" && open > 0, reload);
  const answered = (id: string) => {
    setShown((before) => new Set(before).add(id));
    onChanged();
  };
  const card = (match: Match, count: string | undefined) => (
    <MatchCard
      key={match.id}
      {...{ match, count }}
      answered={shown.has(match.id)}
      side="mentor"
      level={3}
      minMonths={cycle?.term.min_months}
      onAnswered={() => answered(match.id)}
    />
  );
  return (
    <>
      <Matches title="Proposals" matches={proposals} card={card} />
      <div class={proposals.length ? "section" : undefined}>
        <MentorStatus
          {...{ record, proposed: open, confirmed: mentees.length }}
          contact={cycle?.contact_email}
          onChanged={onChanged}
        />
      </div>
      <Matches title="Your mentees" matches={mentees} card={card} />
      <PastMatches title="Earlier proposals and mentees" matches={past} />
    </>
  );
}

interface MatchesProps {
  readonly title: string;
  readonly matches: readonly Match[];
  readonly card: (match: Match, count: string | undefined) => ComponentChildren;
}

function Matches({ title, matches, card }: MatchesProps) {
  if (!matches.length) return null;
  return (
    <section class="section">
      <h2>{title}</h2>
      {matches.map((match, index) => card(match, matches.length > 1 ? `${index + 1} of ${matches.length}` : undefined))}
    </section>
  );
}
