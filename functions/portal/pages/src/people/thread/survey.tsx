/** The survey at the end of a year: two taps and room for a note, then the answer, which can be changed in its time. */
import { useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { useNow } from "../../common/clock.ts";
import { Field } from "../../common/fields.tsx";
import { useFocusAfter } from "../../common/focus.ts";
import { LIMITS } from "../../common/limits.ts";
import { ActionButton, Failure } from "../../common/page.tsx";
import { RATINGS } from "../../common/ratings.ts";
import type { Match, Moment, Side, SurveyAnswer } from "../../common/records.ts";
import { textOf } from "../../common/values.ts";
import { SIDES } from "../matches/words.ts";
import { useSending } from "../sending.ts";

const CHECK_CLOCK_MS = 30_000;
const NOTE = {
  type: "string",
  title: "Would you like to add something?",
  description: "Only the program’s staff read it.",
  maxLength: LIMITS.survey_note,
};

interface SurveyProps {
  readonly match: Match;
  readonly side: Side;
  readonly moment: Moment;
  /** Something was sent: the match is to be read again. */
  readonly onSent: () => void;
}

/** What is to be answered, or was; nothing when there is neither. */
export function Survey({ match, side, moment, onSent }: SurveyProps) {
  const [step, setStep] = useState<"questions" | "note" | null>(null);
  const isOpen = Date.parse(moment.until ?? "") > useNow(CHECK_CLOCK_MS);
  const own = match.survey?.[side];
  const part = { match: match.id, side, own, onSent };
  if (isOpen && step === "note") return <Note {...part} onDone={() => setStep(null)} />;
  if (isOpen && (!own || step === "questions")) return <Questions {...part} onAnswered={() => setStep("note")} />;
  return own ? <Given own={own} onChange={isOpen ? () => setStep("questions") : undefined} /> : null;
}

interface PartProps {
  readonly match: string;
  readonly side: Side;
  readonly own: SurveyAnswer | undefined;
  readonly onSent: () => void;
}

const send = (match: string, body: Pick<SurveyAnswer, "rating" | "recommend" | "note">) =>
  call("POST", "/api/matches/{match}/survey", { params: { match }, body });

function Questions({ match, side, own, onSent, onAnswered }: PartProps & { onAnswered: () => void }) {
  const [rating, setRating] = useState<number | null>(null);
  const { busy, error, sendOnce } = useSending(onSent);
  const question = useFocusAfter(`${rating}`, own !== undefined);
  const answer = async (recommend: boolean) => {
    if (rating === null) return;
    const body = { rating, recommend, ...(own?.note && { note: own.note }) };
    if (await sendOnce("Thank you for telling us.", () => send(match, body))) onAnswered();
  };
  return (
    <div class="asked screen">
      <h3 class="match-part" tabIndex={-1} ref={question}>
        {rating === null ? "How did the year go?" : "Would you recommend the program?"}
      </h3>
      {error && <Failure error={error} />}
      <div class="buttons">
        {rating === null ? (
          RATINGS.map((word, index) => (
            <ActionButton key={word} type="button" quiet onClick={() => setRating(index + 1)}>
              {word}
            </ActionButton>
          ))
        ) : (
          <>
            <ActionButton type="button" busy={busy} onClick={() => answer(true)}>
              Yes
            </ActionButton>
            <ActionButton type="button" quiet busy={busy} onClick={() => answer(false)}>
              No
            </ActionButton>
          </>
        )}
      </div>
      <p class="fine">Your {SIDES[side].other} doesn’t see your answers; the program’s staff do.</p>
    </div>
  );
}

/** Once both are answered: thanks, and room for a note. */
function Note({ match, own, onSent, onDone }: PartProps & { onDone: () => void }) {
  const [note, setNote] = useState(own?.note ?? "");
  const { busy, error, sendOnce } = useSending(onSent);
  const heading = useFocusAfter("note", true);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!own) return;
    const { rating, recommend } = own;
    if (await sendOnce("We have your note.", () => send(match, { rating, recommend, note }))) onDone();
  };
  return (
    <form class="asked screen" onSubmit={submit} noValidate>
      <h3 class="match-part" tabIndex={-1} ref={heading}>
        Thank you for telling us
      </h3>
      {error && <Failure error={error} />}
      <Field
        schema={{ properties: { note: NOTE } }}
        path="note"
        value={note}
        onInput={(value) => setNote(textOf(value))}
        rows={3}
      />
      <div class="buttons">
        <ActionButton busy={busy} disabled={!own || note.trim() === (own.note ?? "")}>
          Send the note
        </ActionButton>
        <ActionButton type="button" quiet onClick={onDone}>
          No, that’s all
        </ActionButton>
      </div>
    </form>
  );
}

interface GivenProps {
  readonly own: SurveyAnswer;
  readonly onChange: (() => void) | undefined;
}

function Given({ own, onChange }: GivenProps) {
  return (
    <>
      <dl class="facts">
        <dt>How it went</dt>
        <dd>{RATINGS[own.rating - 1]}</dd>
        <dt>Recommend the program</dt>
        <dd>{own.recommend ? "Yes" : "No"}</dd>
        {own.note && <dt>Your note</dt>}
        {own.note && <dd class="own-words">{own.note}</dd>}
      </dl>
      {onChange && (
        <p class="screen">
          <button type="button" class="link" onClick={onChange}>
            Change your answer
          </button>
        </p>
      )}
    </>
  );
}
