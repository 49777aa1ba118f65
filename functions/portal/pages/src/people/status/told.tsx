/** Where an application stands and what comes next, in plain words. */
import { useEffect, useRef } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { Moment } from "../../common/moment.tsx";
import { Link } from "../../common/router.ts";

const TOLD = {
  draft: {
    tag: ["Draft", "warning"],
    title: "Your application is not submitted yet",
    says: "What you wrote is saved. Only an application that is submitted in time counts.",
    act: ["/application", "Go on with your application"],
  },
  lapsed: {
    tag: ["Not submitted", "warning"],
    title: "Your application was not submitted in time",
    says: "Your draft is kept, but it takes no part in matching.",
    late: true,
  },
  submitted: {
    tag: ["Submitted", "info"],
    title: "We have your application",
    says:
      "It is being checked against the program’s criteria, which usually takes less than a minute. This page shows " +
      "the result by itself, and we mail it to you.",
  },
  needs_review: {
    tag: ["In review", "warning"],
    title: "Staff will look at your application",
    says:
      "One or more of the criteria need a person’s eye, so staff of the program will read it and decide. We write " +
      "to you when they have; there is nothing you need to do.",
    correct: true,
  },
  ineligible: {
    tag: ["Not eligible", "error"],
    title: "Your application does not meet the criteria",
    says:
      "We are sorry: by the program’s criteria it takes no part in matching. Below is every reason, and whom to ask " +
      "if you think it is wrong.",
    correct: true,
  },
  eligible: {
    tag: ["Eligible", "success"],
    title: "You are eligible",
    says:
      "Your application meets the criteria. After the deadline we look for a mentor who fits you; when we find one, " +
      "you get a proposal by mail and decide whether to accept.",
    change: true,
  },
  matching: {
    tag: ["Eligible", "success"],
    title: "We are looking for a mentor for you",
    says:
      "Your application takes part in matching. When there is a proposal, we write to you and it shows here. There " +
      "is nothing you need to do.",
  },
  proposed: {
    tag: ["Proposal", "warning"],
    title: "We found a mentor for you: please answer",
    says:
      "Below is why we think you fit, and until when you can answer. The match is made once both of you have " +
      "accepted.",
  },
  waiting: {
    tag: ["Accepted by you", "info"],
    title: "You accepted; we wait for the mentor",
    says: "If the mentor declines or does not answer in time, you go into the next round of matching with priority.",
  },
  carried: {
    tag: ["Next round", "info"],
    title: "You go into the next round of matching, with priority",
    says:
      "You are not back at the start. There is nothing you need to do; we write to you as soon as there is a new " +
      "proposal.",
  },
  unmatched: {
    tag: ["No mentor yet", "warning"],
    title: "There was no mentor for you in this round",
    says:
      "There were not enough mentors who fit what you asked for; it is no judgement of your application. You are " +
      "carried over into the next round with priority, and there is nothing you need to do.",
  },
  matched: {
    tag: ["Matched", "success"],
    title: "You have a mentor",
    says: "You have both accepted, and the match is confirmed.",
  },
  over: { tag: ["Over", "info"], title: "Your mentoring term is over", says: "Thank you for taking part." },
  withdrawn: {
    tag: ["Withdrawn", "info"],
    title: "Your application is withdrawn",
    says: "As you asked, it is no longer considered. Your answers are kept.",
    again: true,
  },
};

/** The sentences for a `standing`; a change of it while the page shows is read out. */
export function Told({ standing, cycle, deadline, open }) {
  const { tag, title, says, act, ...more } = TOLD[standing];
  const told = useRef(title);
  useEffect(() => {
    if (told.current !== title) announce(title);
    told.current = title;
  }, [title]);
  return (
    <section class="card standing" aria-labelledby="standing">
      <p class="overline">{cycle.name}</p>
      <h2 id="standing">{title}</h2>
      <p class="standing-tag">
        <span class={`tag tag-${tag[1]}`}>{tag[0]}</span>
      </p>
      <p>{says}</p>
      <Until {...{ standing, deadline, open, cycle }} {...more} />
      {act && (
        <p>
          <Link class="button" href={act[0]}>
            {act[1]}
          </Link>
        </p>
      )}
    </section>
  );
}

/** What can still be done about it, and until when. */
function Until({ standing, deadline, open, cycle, correct, change, again, late }) {
  const when = <Moment iso={deadline.iso} eastern={deadline.eastern} />;
  if (late) {
    const mail = <a href={`mailto:${cycle.contact_email}`}>{cycle.contact_email}</a>;
    return (
      <>
        <p>The deadline was {when}</p>
        <p>If there is a reason for an exception, write to {mail}.</p>
      </>
    );
  }
  if (!open) return again ? <p>The deadline is over, so it can no longer be taken up again.</p> : null;
  if (standing === "draft") return <p>Submit it until {when}</p>;
  const link = <Link href="/application">{again ? "take it up again" : "change your answers"}</Link>;
  if (again)
    return (
      <p>
        You can {link} and submit it until {when}
      </p>
    );
  if (correct)
    return (
      <p>
        If something is a slip, {link} and submit again; it is checked anew. You can until {when}
      </p>
    );
  return change ? (
    <p>
      You can still {link} and submit again until {when}
    </p>
  ) : null;
}
