/** For mentors: the Mentor Interest Form, the proposals and the mentees. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useCycle } from "../../common/cycle.ts";
import { useLoaded, usePolling } from "../../common/loaded.ts";
import { Failure, Notice, Page, Skeleton } from "../../common/page.tsx";
import { useSchema } from "../../common/schema.ts";
import { MatchCard } from "../matches/card.tsx";
import { PastMatches } from "../matches/past.tsx";
import { Answers } from "./answers.tsx";
import { Invitation } from "./invitation.tsx";
import { readMentor, sorted } from "./load.ts";
import { MentorStanding } from "./standing.tsx";

/** The page of the person signed in. */
export default function Mentor({ person }) {
  const { data, error, reload } = useLoaded(readMentor);
  const { schema, error: noSchema, reload: readSchema } = useSchema("mentor_interest");
  const { cycle } = useCycle();
  const failed = error ?? noSchema;
  const retry = () => {
    reload();
    if (noSchema) readSchema();
  };
  const ready = data && schema;
  return (
    <Page title="For mentors" lead="Share what you know with somebody at the beginning of a career in oncology.">
      {failed && <Failure error={failed} retry={retry} />}
      {!ready && !failed && <Skeleton lines={10} />}
      {ready && <Own {...{ schema, person, cycle, reload }} {...data} />}
    </Page>
  );
}

/** What there is for this person; a first form that has arrived is confirmed before anything else. */
function Own({ record, matches, schema, person, cycle, reload }) {
  const [news, setNews] = useState(null);
  const saved = (first) => {
    setNews({ text: first ? "Your form has arrived. We mailed you a confirmation." : "Your changes are saved." });
    reload();
  };
  const place = useRef();
  const known = Boolean(record);
  useEffect(() => {
    if (news && known) place.current.focus();
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

function Matched({ record, matches, cycle, reload, onChanged }) {
  const [shown, setShown] = useState(() => new Set());
  const { proposals, mentees, past } = sorted(matches, shown);
  const open = matches.filter(({ state }) => state === "proposed").length;
  usePolling(record.status === "paused" && open > 0, reload);
  const answered = (id) => () => {
    setShown((before) => new Set(before).add(id));
    onChanged();
  };
  const card = (match, count) => (
    <MatchCard
      key={match.id}
      {...{ match, count }}
      answered={shown.has(match.id)}
      side="mentor"
      level={3}
      minMonths={cycle?.term.min_months}
      onAnswered={answered(match.id)}
    />
  );
  return (
    <>
      <MentorStanding
        {...{ record, proposed: open, confirmed: mentees.length }}
        contact={cycle?.contact_email}
        onChanged={onChanged}
      />
      <Matches title="Proposals" matches={proposals} card={card} />
      <Matches title="Your mentees" matches={mentees} card={card} />
      <PastMatches title="Earlier proposals and mentees" matches={past} />
    </>
  );
}

function Matches({ title, matches, card }) {
  if (!matches.length) return null;
  return (
    <section class="section">
      <h2>{title}</h2>
      {matches.map((match, index) => card(match, matches.length > 1 ? `${index + 1} of ${matches.length}` : undefined))}
    </section>
  );
}
