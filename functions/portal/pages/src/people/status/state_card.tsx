/** The state of an application and what comes next, in plain words. */
import { useEffect, useRef } from "preact/hooks";
import { ADDRESSES } from "../../common/addresses.ts";
import { announce } from "../../common/announce.ts";
import { Moment } from "../../common/moment.tsx";
import type { Tone } from "../../common/page.tsx";
import type { Cycle } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import type { Deadline } from "../deadline.ts";
import type { State } from "./state.ts";

interface Words {
  readonly tag: string;
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

const WORDS: Readonly<Record<State, Words>> = {
  draft: {
    tag: "Draft",
    tone: "warning",
    title: "Your application isn’t submitted yet",
    text: "We saved what you wrote, but only an application that you submit on time counts.",
  },
  lapsed: {
    tag: "Not submitted",
    tone: "warning",
    title: "You didn’t submit your application on time",
    text: "We kept your draft, but it isn’t part of matching.",
  },
  submitted: {
    tag: "Submitted",
    tone: "info",
    title: "We have your application",
    text:
      "We’re checking it against the program’s criteria, which usually takes less than a minute. You’ll see the " +
      "result on this page, and we’ll e-mail it to you.",
  },
  needs_review: {
    tag: "In review",
    tone: "warning",
    title: "Our staff will review your application",
    text:
      "The rules can’t decide one or more of the criteria, so our staff will read your application. We’ll write to you " +
      "when they’ve decided.",
  },
  ineligible: {
    tag: "Not eligible",
    tone: "error",
    title: "Your application doesn’t meet the criteria",
    text:
      "We’re sorry. Under the program’s criteria, your application isn’t part of matching. Below you’ll find every " +
      "reason, and whom to ask if you think it’s wrong.",
  },
  eligible: {
    tag: "Eligible",
    tone: "success",
    title: "You’re eligible",
    text:
      "Your application meets the criteria. After the deadline, we look for a mentor who fits you. When we find one, " +
      "we’ll e-mail you a proposal, and you decide whether to accept it.",
  },
  matching: {
    tag: "Eligible",
    tone: "success",
    title: "We’re looking for a mentor for you",
    text:
      "Your application is part of matching. When there’s a proposal, we’ll write to you and show it here. You don’t " +
      "need to do anything.",
  },
  proposed: {
    tag: "Proposal",
    tone: "warning",
    title: "We found a mentor for you: please answer",
    text:
      "Below you’ll find why we think you’re a good match, and until when you can answer. The match is confirmed once " +
      "you’ve both accepted.",
  },
  waiting: {
    tag: "You accepted",
    tone: "info",
    title: "You accepted, and we’re waiting for the mentor",
    text: "If the mentor declines or doesn’t answer in time, you go first in the next round of matching.",
  },
  carried: {
    tag: "Next round",
    tone: "info",
    title: "You go first in the next round of matching",
    text: "You don’t start over, and you don’t need to do anything. We’ll write to you as soon as there’s a new proposal.",
  },
  unmatched: {
    tag: "No mentor yet",
    tone: "warning",
    title: "We couldn’t match you with a mentor in this round",
    text:
      "There weren’t enough mentors who fit what you asked for. That says nothing about the quality of your " +
      "application. You go first in the next round, and you don’t need to do anything.",
  },
  matched: {
    tag: "Matched",
    tone: "success",
    title: "You have a mentor",
    text: "You’ve both accepted, and your match is confirmed.",
  },
  over: { tag: "Over", tone: "info", title: "Your mentoring term is over", text: "Thank you for taking part." },
  withdrawn: {
    tag: "Withdrawn",
    tone: "info",
    title: "You withdrew your application",
    text: "It’s no longer part of the program. We kept your answers.",
  },
};

/** What a state is called, in a sentence. */
export const stateInWords = (state: State): string => WORDS[state].title;

interface StateCardProps {
  readonly state: State;
  readonly cycle: Cycle;
  readonly deadline: Deadline;
  /** Whether the window is open. */
  readonly open: boolean;
  /** Whether a question of staff’s waits for an answer. */
  readonly asked: boolean;
}

/** What a state means; a change of it while the page shows is read out. */
export function StateCard({ state, cycle, deadline, open, asked }: StateCardProps) {
  const { tag, tone, title, text } = WORDS[state];
  const announced = useRef(title);
  useEffect(() => {
    if (announced.current !== title) announce(title);
    announced.current = title;
  }, [title]);
  return (
    <section class="card state-card" aria-labelledby="state">
      <p class="overline">{cycle.name}</p>
      <h2 id="state">{title}</h2>
      <p class="state-tag">
        <span class={`tag tag-${tone}`}>{tag}</span>
      </p>
      <p>{text}</p>
      {state === "needs_review" && !asked && <p>You don’t need to do anything.</p>}
      {state === "lapsed" && <TooLate {...{ deadline, cycle }} />}
      {open && <WhileOpen {...{ state, deadline }} />}
      {state === "withdrawn" && !open && <p>The deadline has passed, so you can’t reopen it.</p>}
      {state === "draft" && (
        <p>
          <Link class="button" href={ADDRESSES.application}>
            Continue your application
          </Link>
        </p>
      )}
    </section>
  );
}

const When = ({ deadline, open }: { deadline: Deadline; open: boolean }) => (
  <Moment iso={deadline.iso} eastern={deadline.eastern} whole={open} />
);

/** What can still be done about a state, and until when. */
function WhileOpen({ state, deadline }: Pick<StateCardProps, "state" | "deadline">) {
  const when = <When deadline={deadline} open />;
  switch (state) {
    case "draft":
      return <p>Submit it by {when}</p>;
    case "withdrawn":
      return (
        <p>
          You can <Link href={ADDRESSES.application}>reopen it</Link> and submit it by {when}
        </p>
      );
    case "needs_review":
    case "ineligible":
      return (
        <p>
          If something is a mistake, <Link href={ADDRESSES.application}>correct it</Link> and submit again. We’ll check
          your application again. You can do this until {when}
        </p>
      );
    case "eligible":
      return (
        <p>
          You can still <Link href={ADDRESSES.application}>change your answers</Link> and submit again until {when}
        </p>
      );
    default:
      return null;
  }
}

function TooLate({ deadline, cycle }: Pick<StateCardProps, "deadline" | "cycle">) {
  return (
    <>
      <p>
        The deadline was <When deadline={deadline} open={false} />
      </p>
      <p>
        If you have a reason for an exception, write to{" "}
        <a href={`mailto:${cycle.contact_email}`}>{cycle.contact_email}</a>.
      </p>
    </>
  );
}
