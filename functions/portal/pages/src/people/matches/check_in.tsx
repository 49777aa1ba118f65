/** What a confirmed match asks of a side: whether the two are in touch, and how it goes; two taps each at most. */
import { useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { dayOf } from "../../common/clock.ts";
import { Field } from "../../common/fields.tsx";
import { LIMITS } from "../../common/limits.ts";
import { ActionButton, Failure } from "../../common/page.tsx";
import { RATINGS } from "../../common/ratings.ts";
import type { Match, Side } from "../../common/records.ts";
import { textOf } from "../../common/values.ts";
import { useSending } from "../sending.ts";
import { askedOf } from "./due.ts";
import { SIDES } from "./words.ts";

const NOTE = {
  type: "string",
  title: "Would you like to add something?",
  description: "Only the program’s staff read it.",
  maxLength: LIMITS.reason,
};

interface AskedProps {
  readonly match: Match;
  readonly side: Side;
  readonly part: "h3" | "h4";
  readonly onSent: () => void;
}

/** The questions that are open; nothing when there are none. */
export function Asked(props: AskedProps) {
  const asked = askedOf(props.match);
  const month = asked?.month;
  const [answered, setAnswered] = useState<number | null>(null);
  if (asked && month !== undefined) {
    return <CheckIn key={month} {...props} month={month} dueAt={asked.at} onAnswered={() => setAnswered(month)} />;
  }
  if (answered !== null) return <Note {...props} month={answered} onDone={() => setAnswered(null)} />;
  return asked ? <Contact {...props} /> : null;
}

function Contact({ match, side, part: Heading, onSent }: AskedProps) {
  const { busy, error, sendOnce } = useSending(onSent);
  const send = (in_touch: boolean) =>
    sendOnce("Thank you for telling us.", () =>
      call("POST", "/api/matches/{match}/contact", { params: { match: match.id }, body: { in_touch } }),
    );
  return (
    <div class="asked">
      <Heading class="match-part">Have you and your {SIDES[side].other} been in touch?</Heading>
      {error && <Failure error={error} />}
      <div class="buttons">
        <ActionButton type="button" busy={busy} onClick={() => send(true)}>
          Yes, we’re in touch
        </ActionButton>
        <ActionButton type="button" quiet busy={busy} onClick={() => send(false)}>
          No, not yet
        </ActionButton>
      </div>
      <p class="fine">If not, the program’s staff will help.</p>
    </div>
  );
}

interface CheckInProps extends AskedProps {
  readonly month: number;
  readonly dueAt: string;
  readonly onAnswered: () => void;
}

function CheckIn({ match, side, part: Heading, month, dueAt, onSent, onAnswered }: CheckInProps) {
  const [met, setMet] = useState<boolean | null>(null);
  const { busy, error, sendOnce } = useSending(onSent);
  const send = async (rating: number) => {
    const params = { match: match.id };
    const body = { month, met: met === true, rating };
    if (
      await sendOnce("Thank you for checking in.", () =>
        call("POST", "/api/matches/{match}/check_ins", { params, body }),
      )
    )
      onAnswered();
  };
  return (
    <div class="asked">
      <Heading class="match-part">
        Check-in, month {month} ({dayOf(dueAt)})
      </Heading>
      <p>
        {met === null ? `Have you met with your ${SIDES[side].other} since the last check-in?` : "How is it going?"}
      </p>
      {error && <Failure error={error} />}
      <div class="buttons">
        {met === null ? (
          <>
            <ActionButton type="button" onClick={() => setMet(true)}>
              Yes, we’ve met
            </ActionButton>
            <ActionButton type="button" quiet onClick={() => setMet(false)}>
              No, we haven’t
            </ActionButton>
          </>
        ) : (
          RATINGS.map((word, index) => (
            <ActionButton key={word} type="button" quiet busy={busy} onClick={() => send(index + 1)}>
              {word}
            </ActionButton>
          ))
        )}
      </div>
      <p class="fine">Your {SIDES[side].other} doesn’t see your answers; the program’s staff do.</p>
    </div>
  );
}

interface NoteProps extends AskedProps {
  readonly month: number;
  readonly onDone: () => void;
}

/** Once a check-in is answered: thanks, and room for a note. */
function Note({ match, side, month, onSent, onDone }: NoteProps) {
  const [note, setNote] = useState("");
  const { busy, error, sendOnce } = useSending(onSent);
  const given = match.term?.check_ins.find((each) => each.month === month)?.[side];
  const send = async (event: Event) => {
    event.preventDefault();
    if (!given) return;
    const body = { month, met: given.met, rating: given.rating, note };
    const params = { match: match.id };
    if (await sendOnce("We have your note.", () => call("POST", "/api/matches/{match}/check_ins", { params, body })))
      onDone();
  };
  const name = `note-${match.id}`;
  return (
    <form class="asked" onSubmit={send} noValidate>
      <p role="status">Thank you for checking in.</p>
      {error && <Failure error={error} />}
      <Field
        schema={{ properties: { [name]: NOTE } }}
        path={name}
        value={note}
        onInput={(value) => setNote(textOf(value))}
        rows={3}
      />
      <div class="buttons">
        <ActionButton busy={busy} disabled={!given || !note.trim()}>
          Send the note
        </ActionButton>
        <ActionButton type="button" quiet onClick={onDone}>
          No, that’s all
        </ActionButton>
      </div>
    </form>
  );
}
