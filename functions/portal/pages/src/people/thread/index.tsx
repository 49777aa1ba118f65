/** The year of a pair: what was and what is next, as one of its sides reads it; it prints. */
import type { ComponentChildren } from "preact";
import { useCallback } from "preact/hooks";
import { addressOfMatch } from "../../common/addresses.ts";
import { call } from "../../common/api.ts";
import { dayOf, inWords, readerZone } from "../../common/clock.ts";
import { orNothing, useLoaded } from "../../common/loaded.ts";
import { Failure, Notice, Page, Skeleton } from "../../common/page.tsx";
import type { Match, Moment, Side } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { lastDay } from "../matches/calendar.ts";
import { PAGES } from "../matches/confirmed.tsx";
import { SIDES } from "../matches/words.ts";
import type { PersonalProps } from "../routes.tsx";
import { Certificate } from "./certificate.tsx";
import { Survey } from "./survey.tsx";
import { TAGS, wordsOf } from "./words.ts";

const TITLE = "Your mentoring year";

/** The match at a path of the person signed in. */
export default function Thread({ path }: PersonalProps) {
  const id = path.slice(addressOfMatch("").length);
  const load = useCallback(() => read(id), [id]);
  const { data, error, reload } = useLoaded(load);
  return (
    <Page
      title={TITLE}
      before={<p class="overline">{data?.match?.cycle ?? "\u00a0"}</p>}
      lead={data?.match?.contact && `With ${data.match.contact.name}`}
    >
      {error && <Failure error={error} retry={reload} />}
      {!data && !error && <Skeleton lines={12} />}
      {data &&
        (data.match?.thread ? <Year {...data} match={data.match} onSent={reload} /> : <Nothing side={data.side} />)}
    </Page>
  );
}

interface Own {
  readonly match: Match | undefined;
  readonly side: Side;
}

/** One's match with this id, and the side one is on. */
async function read(id: string): Promise<Own> {
  const { body } = await call("GET", "/api/matches");
  const match = body.items.find((each) => each.id === id);
  const mentor = match && (await orNothing(call("GET", "/api/mentor")));
  return { match, side: mentor && mentor.id === match?.mentor ? "mentor" : "applicant" };
}

const Nothing = ({ side }: { side: Side }) => (
  <Notice title="There’s no year to show here">
    <p>
      A year begins once you’ve both accepted, and an early end closes it.{" "}
      <Link href={PAGES[side]}>See your matches</Link>
    </p>
  </Notice>
);

interface YearProps {
  readonly match: Match;
  readonly side: Side;
  readonly onSent: () => void;
}

function Year({ match, side, onSent }: YearProps) {
  const { term, thread = [] } = match;
  return (
    <>
      <ol class="thread">
        {thread.map((moment) => (
          <Step
            key={`${moment.kind} ${moment.month}`}
            moment={moment}
            side={side}
            lastDay={term ? inWords(lastDay(term)) : ""}
          >
            {moment.kind === "survey" && match.state === "completed" && <Survey {...{ match, side, moment, onSent }} />}
          </Step>
        ))}
      </ol>
      {match.state === "completed" && <Certificate match={match.id} />}
      <p class="fine">Days are those of your time zone, {readerZone().replaceAll("_", " ")}.</p>
      <div class="buttons screen">
        <button type="button" class="button button-quiet" onClick={() => print()}>
          Print your year
        </button>
      </div>
    </>
  );
}

interface StepProps {
  readonly moment: Moment;
  readonly side: Side;
  readonly lastDay: string;
  readonly children?: ComponentChildren;
}

function Step({ moment, side, lastDay: last, children }: StepProps) {
  const { title, text } = wordsOf(moment, { side, lastDay: last });
  const { state, at, answered } = moment;
  const tag = TAGS[state];
  return (
    <li class={`thread-${state}`} aria-current={state === "next" ? "step" : undefined}>
      <time dateTime={at}>{dayOf(at)}</time>
      <div>
        <h2 class="thread-title">
          {title}{" "}
          {tag && (
            <span class={`tag tag-${state === "open" ? "warning" : state === "done" ? "success" : "info"}`}>{tag}</span>
          )}
        </h2>
        <p>{text}</p>
        {answered && state !== "later" && state !== "next" && <Answered {...answered} side={side} />}
        {children}
        {state === "open" && moment.kind !== "survey" && (
          <p class="screen">
            <Link href={PAGES[side]}>Answer it, in two taps</Link>
          </p>
        )}
      </div>
    </li>
  );
}

function Answered({ own, other, side }: { own: boolean; other: boolean; side: Side }) {
  return (
    <p class="thread-answers">
      You: {own ? "answered" : "not answered"} · Your {SIDES[side].other}: {other ? "answered" : "not answered"}
    </p>
  );
}
