/** What staff ask the applicant for: the question with a form for the answer, and what was answered before. */
import { useEffect, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { serverNow } from "../../common/clock.ts";
import { Field, focusField } from "../../common/fields.tsx";
import { LIMITS } from "../../common/limits.ts";
import { useStillWrong } from "../../common/mending.ts";
import { Moment } from "../../common/moment.tsx";
import { ActionButton, Failure } from "../../common/page.tsx";
import { messageOf } from "../../common/problem.ts";
import type { Application, Cycle, Question } from "../../common/records.ts";
import { forget, keep, kept } from "../../common/safety.ts";
import type { Schema } from "../../common/schema.ts";
import { textOf } from "../../common/values.ts";
import { APPLICATION } from "../own_application.ts";
import { useSending } from "../sending.ts";

/** The question that waits for an answer, if there is one. */
export const openQuestion = ({ status, questions }: Application): Question | undefined =>
  status === "withdrawn" ? undefined : questions?.find(({ state }) => state === "open");

interface QuestionsProps {
  readonly application: Application;
  readonly cycle: Cycle;
  readonly onAnswered: () => void;
}

/** The open question; one that wasn't answered in time says whom to write to. */
export function OpenQuestion({ application, cycle, onAnswered }: QuestionsProps) {
  const open = openQuestion(application);
  if (!open) return null;
  const late = serverNow() >= Date.parse(open.until);
  return (
    <section class="card question" aria-labelledby="question">
      <p class="overline">A question from our staff</p>
      <h2 id="question">{late ? "The time to answer has passed" : "We need to know more: please answer"}</h2>
      <blockquote class="note question-text">{open.message}</blockquote>
      {late ? (
        <p>
          You could answer until {open.until_et}. To answer now, write to{" "}
          <a href={`mailto:${cycle.contact_email}`}>{cycle.contact_email}</a>.
        </p>
      ) : (
        <Answer key={open.number} {...{ application, onAnswered }} question={open} />
      )}
    </section>
  );
}

interface AnswerProps extends Omit<QuestionsProps, "cycle"> {
  readonly question: Question;
}

/** The form; its text is kept in this browser until it has arrived. */
function Answer({ application, question, onAnswered }: AnswerProps) {
  const name = `answer-${application.id}-${question.number}`;
  const [message, setMessage] = useState(() => textOf(kept(name) as string | null));
  const { busy, error, sendOnce } = useSending(onAnswered);
  const refused = messageOf(error, "message");
  const wrong = useStillWrong(error, refused, message);
  useEffect(() => {
    if (wrong) focusField(name);
  }, [wrong, name]);
  const schema: Schema = {
    properties: { [name]: { type: "string", title: "Your answer", maxLength: LIMITS.question } },
    required: [name],
  };
  const send = async (event: Event) => {
    event.preventDefault();
    const body = { question: question.number, message };
    const params = { cycle: application.cycle };
    if (await sendOnce("We have your answer.", () => call("POST", `${APPLICATION}/answer`, { params, body }))) {
      forget(name);
    }
  };
  return (
    <form onSubmit={send} noValidate>
      <p>
        Only our staff read your answer. Answer by{" "}
        <Moment iso={new Date(Date.parse(question.until) - 60_000).toISOString()} eastern={question.until_et} whole />
      </p>
      {error && !refused && <Failure error={error} />}
      <Field
        schema={schema}
        path={name}
        value={message}
        error={wrong}
        onInput={(value) => {
          setMessage(textOf(value));
          keep(name, value);
        }}
        rows={6}
      />
      <div class="buttons">
        <ActionButton busy={busy} busyLabel="Sending…">
          Send your answer
        </ActionButton>
      </div>
    </form>
  );
}

/** What was asked and answered, newest first. */
export function AnsweredQuestions({ application }: { readonly application: Application }) {
  const answered = (application.questions ?? []).filter(({ answer }) => answer !== undefined).reverse();
  if (!answered.length) return null;
  return (
    <section class="card" aria-labelledby="answered">
      <h2 id="answered" class="card-title">
        Your answers to our questions
      </h2>
      {answered.map(({ number, message, answer, answered_at_et }) => (
        <div key={number} class="question-pair">
          <blockquote class="note question-text">{message}</blockquote>
          <p class="question-answer">{answer}</p>
          <p class="fine">You answered on {answered_at_et}.</p>
        </div>
      ))}
    </section>
  );
}
