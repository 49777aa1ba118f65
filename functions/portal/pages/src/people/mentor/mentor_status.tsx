/** A mentor's status: what it means, the places, and the ways to pause and come back. */
import { inEastern, plural } from "../../common/clock.ts";
import { useFocusAfter } from "../../common/focus.ts";
import { Notice, type Tone } from "../../common/page.tsx";
import type { MentorRecord } from "../../common/records.ts";
import { Pause, Resume } from "./pause.tsx";

interface Words {
  readonly tag: string;
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

const WORDS: Record<MentorRecord["status"], Words> = {
  interested: {
    tag: "Received",
    tone: "info",
    title: "Thank you for offering to mentor",
    text:
      "We have your form. Our staff will read it and write to you once you’re part of matching. Until then, you can " +
      "change your answers at any time.",
  },
  active: {
    tag: "Active",
    tone: "success",
    title: "You’re taking part in matching",
    text: "When we find someone who fits what you offer, we’ll write to you, and you’ll see the proposal here.",
  },
  paused: {
    tag: "Paused",
    tone: "warning",
    title: "You’re paused",
    text: "You get no proposals while you’re paused. Your mentees stay with you.",
  },
  retired: {
    tag: "Retired",
    tone: "info",
    title: "You’re no longer taking part",
    text: "Thank you for mentoring. If you’d like to come back, write to the program’s staff.",
  },
};

const FULL = "All your places are taken. When one is free and we find someone who fits, we’ll write to you.";

interface Counts {
  readonly record: MentorRecord;
  readonly confirmed: number;
  readonly proposed: number;
}

interface MentorStatusProps extends Counts {
  readonly contact: string | undefined;
  readonly onChanged: () => void;
}

/** The card; `onChanged` is called after a pause or its end. */
export function MentorStatus({ record, confirmed, proposed, contact, onChanged }: MentorStatusProps) {
  const { tag, tone, title, text } = WORDS[record.status];
  const isFull = record.status === "active" && record.open_places === 0;
  const heading = useFocusAfter(record.status);
  return (
    <section class="card state-card" aria-labelledby="state">
      <p class="match-tag">
        <span class={`tag tag-${tone}`}>{tag}</span>
      </p>
      <h2 id="state" tabIndex={-1} ref={heading}>
        {title}
      </h2>
      <p>{isFull ? FULL : text}</p>
      {record.status !== "retired" && !record.form.introduction && <AskedAnew />}
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

/** Who registered before there was an introduction is asked for one. */
const AskedAnew = () => (
  <Notice kind="warning" title="Please add your introduction">
    <p>
      It’s a new question: applicants read your introduction before they accept. Choose “Change your answers” below and
      write 80 to 300 characters.
    </p>
  </Notice>
);

function Places({ record, confirmed, proposed }: Counts) {
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
