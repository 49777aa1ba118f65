/** Where a mentor stands: the status, the places, and the ways to pause and come back. */

import { inEastern, plural } from "../../common/clock.ts";
import { useFocusAfter } from "../../common/focus.ts";
import { Pause, Resume } from "./pause.tsx";

const TOLD = {
  interested: {
    tag: ["Received", "info"],
    title: "Thank you for offering to mentor",
    says:
      "Your form has arrived. Staff of the program read it and write to you once you take part in matching. Until " +
      "then you can change your answers at any time.",
  },
  active: {
    tag: ["Active", "success"],
    title: "You take part in matching",
    says: "When we find somebody who fits what you offer, we write to you, and the proposal shows here.",
  },
  paused: {
    tag: ["Paused", "warning"],
    title: "You are pausing",
    says: "You get no proposals while you pause. Mentees of yours stay with you.",
  },
  retired: {
    tag: ["Retired", "info"],
    title: "You no longer take part",
    says: "Thank you for having mentored. If you would like to come back, write to the program’s staff.",
  },
};

/** The card; `onChanged` gets the record after a pause or its end. */
export function MentorStanding({ record, confirmed, proposed, contact, onChanged }) {
  const { tag, title, says } = TOLD[record.status];
  const heading = useFocusAfter(record.status);
  return (
    <section class="card standing" aria-labelledby="standing">
      <p class="match-tag">
        <span class={`tag tag-${tag[1]}`}>{tag[0]}</span>
      </p>
      <h2 id="standing" tabIndex={-1} ref={heading}>
        {title}
      </h2>
      <p>{says}</p>
      {record.status === "retired" && contact && (
        <p>
          <a href={`mailto:${contact}`}>{contact}</a>
        </p>
      )}
      {record.status !== "retired" && <Places {...{ record, confirmed, proposed }} />}
      {record.status === "active" && <Pause proposed={proposed} onChanged={onChanged} />}
      {record.status === "paused" && <Resume onChanged={onChanged} />}
    </section>
  );
}

function Places({ record, confirmed, proposed }) {
  const { capacity, open_places, status, paused_until } = record;
  return (
    <dl class="facts">
      <dt>You can take</dt>
      <dd>{plural(capacity, "mentee")} at once</dd>
      {status !== "interested" && (
        <>
          <dt>Mentees now</dt>
          <dd>
            {confirmed}
            {proposed > 0 && `, and ${plural(proposed, "open proposal")}`}
          </dd>
        </>
      )}
      {status === "active" && (
        <>
          <dt>Open places</dt>
          <dd>{open_places}</dd>
        </>
      )}
      {status === "paused" && (
        <>
          <dt>Until</dt>
          <dd>{paused_until ? inEastern(paused_until) : "you resume"}</dd>
        </>
      )}
    </dl>
  );
}
