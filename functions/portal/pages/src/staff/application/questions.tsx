/** What staff asked the applicant for, the answers, and the form to ask. */
import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { serverNow } from "../../common/clock.ts";
import { ActionButton, Failure } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { useKeys } from "../frame/keys.ts";
import { actorOf } from "../parts/events.tsx";
import { FormError, TextArea, TextField } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";
import { endOfDay } from "../parts/wall.ts";
import type { Question } from "../words.ts";
import type { Application } from "./record.ts";

const PATH = "/api/staff/applications/{application}/question";
const DAYS = 7;
const CLOSED: readonly string[] = ["draft", "withdrawn", "lapsed"];

interface QuestionsProps {
  readonly id: string;
  readonly application: Application;
}

/** `a` opens the form; what was asked shows newest first. */
export function Questions({ id, application }: QuestionsProps) {
  const [asks, setAsks] = useState(false);
  const { data } = application;
  const canAsk = Boolean(data?.submitted_version) && !CLOSED.includes(data?.status ?? "");
  useKeys("Ask", canAsk ? [{ keys: "a", says: "Ask the applicant for more", run: () => setAsks(true) }] : []);
  if (!data) return null;
  return (
    <>
      {[...data.asked].reverse().map((question) => (
        <One key={question.number} {...{ id, application, question }} />
      ))}
      {canAsk && !asks && (
        <p>
          <button type="button" class="link" onClick={() => setAsks(true)} aria-keyshortcuts="a">
            Ask the applicant for more
          </button>{" "}
          <kbd>a</kbd>
        </p>
      )}
      {!canAsk && data.asked.length === 0 && <p>Applicants can be asked once they’ve submitted.</p>}
      {canAsk && asks && <AskForm {...{ id, application }} onDone={() => setAsks(false)} />}
    </>
  );
}

function One({ id, application, question }: QuestionsProps & { readonly question: Question }) {
  const { message, state, asked_at, asked_at_et, asked_by, until, until_et, answer, answered_at, answered_at_et } =
    question;
  const late = state === "open" && serverNow() >= Date.parse(until);
  return (
    <div class="question-pair">
      <p>
        {state === "answered" && <span class="tag tag-success">Answered</span>}
        {state === "withdrawn" && <span class="tag">Withdrawn</span>}
        {state === "open" && (
          <span class="tag tag-warning">{late ? "No answer in time" : "Waiting for an answer"}</span>
        )}
      </p>
      <blockquote class="note">{message}</blockquote>
      {answer !== undefined && <p class="question-answer">{answer}</p>}
      <p class="fine">
        Asked <time dateTime={asked_at}>{asked_at_et}</time> by {actorOf(asked_by, application.data?.actors ?? {})}
        {answered_at && (
          <>
            {" · "}answered <time dateTime={answered_at}>{answered_at_et}</time>
          </>
        )}
        {state === "open" && ` · until ${until_et}`}
      </p>
      {state === "open" && <Withdraw {...{ id, application }} />}
    </div>
  );
}

function Withdraw({ id, application }: QuestionsProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const withdraw = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const params = { application: id };
      application.take(await call("POST", `${PATH}/withdrawal`, { params, etag: application.etag }));
      announce("The question is withdrawn.");
    } catch (failed) {
      setError(asError(failed));
      await application.reload();
    }
    setBusy(false);
  };
  return (
    <>
      {error && <Failure error={error} />}
      <ActionButton type="button" quiet busy={busy} onClick={withdraw}>
        Withdraw the question
      </ActionButton>
    </>
  );
}

function AskForm({ id, application, onDone }: QuestionsProps & { readonly onDone: () => void }) {
  const frame = useRef<HTMLFormElement>(null);
  const form = useForm<{ message: string; until: string }>({
    id: `question.${id}`,
    initial: { message: "", until: endOfDay(serverNow(), DAYS) },
    reload: application.reload,
    send: async ({ message, until }) => {
      const params = { application: id };
      const body = { message, until };
      application.take(await call("POST", PATH, { params, body, etag: application.etag }));
      announce("The applicant is asked, and gets an e-mail.");
      onDone();
    },
  });
  useEffect(() => frame.current?.querySelector("textarea")?.focus(), []);
  const keyed = (event: KeyboardEvent) => {
    if (event.key === "Escape") onDone();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.submit();
    else return;
    event.preventDefault();
  };
  const open = application.data?.asked.find(({ state }) => state === "open");
  const differences = open ? [{ label: "Question", stored: open.message, yours: form.values.message }] : [];
  return (
    <form ref={frame} onSubmit={form.submit} onKeyDown={keyed} noValidate>
      <FormError form={form} fields={["message", "until"]} differences={differences} />
      {open && <p class="fine">This takes the place of the question that waits for an answer.</p>}
      <TextArea
        form={form}
        name="message"
        label="Your question"
        rows={4}
        help="The applicant gets an e-mail and reads your question on their status page."
      />
      <TextField
        form={form}
        name="until"
        label="Answer by"
        type="datetime-local"
        help="Eastern Time. The whole minute counts. It may be after the cycle’s deadline."
      />
      <div class="buttons">
        <ActionButton busy={form.busy}>Ask</ActionButton>
        <button type="button" class="link" onClick={onDone}>
          Close
        </button>
      </div>
    </form>
  );
}
