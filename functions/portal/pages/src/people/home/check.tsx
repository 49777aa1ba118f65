/** The eligibility check: the answers that the rules look at, and what each rule makes of them. */
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { readerZone } from "../../common/clock.ts";
import { byField, ErrorSummary, Field } from "../../common/fields.tsx";
import { useUnmended } from "../../common/mending.ts";
import { ActionButton, Failure, Skeleton } from "../../common/page.tsx";
import { asError, fieldErrors } from "../../common/problem.ts";
import type { Judgement, Value } from "../../common/records.ts";
import { type FieldInfo, type Schema, useSchema } from "../../common/schema.ts";
import { isBlank, listOf } from "../../common/values.ts";
import { carry } from "../carried.ts";
import { School } from "../lookup/control.tsx";
import { Findings } from "./findings.tsx";

const GROUPS = "self_identification.groups";
const OTHER = "self_identification.another_group";
const DECLINES = "self_identification.declines";
const WHY =
  "Choose all that apply to you. The program is for people who are underrepresented in medicine, so the rules ask. " +
  "Here we look at your answer once and neither store nor log it.";
const OWN_WORDS = "The list above is not closed. In the application, our staff reads what you write here.";
const DECLINING = "You can decline, but without an answer the rules can’t find you eligible.";

/** Answers by path. */
type Answers = Readonly<Record<string, Value>>;

const AT_FIRST: Answers = { "training.school_country": "US", [GROUPS]: [] };

/** The answers as the API takes them, `{"training.stage": …}` being `{training: {stage: …}}`. */
function nested(answers: Answers) {
  const given = Object.entries(answers).filter(([, value]) => !isBlank(value));
  const part = (name: string) =>
    Object.fromEntries(
      given
        .filter(([path]) => path.startsWith(`${name}.`))
        .map(([path, value]) => [path.slice(name.length + 1), value]),
    );
  return {
    training: part("training"),
    location: { time_zone: readerZone() || "UTC", ...part("location") },
    self_identification: part("self_identification"),
  };
}

/** Groups and declining exclude each other, and own words go with their box: what was changed last counts. */
function consistent(answers: Answers, changed: string): Answers {
  if (changed === DECLINES && answers[DECLINES]) return { ...answers, [GROUPS]: [], [OTHER]: null };
  const groups = listOf(answers[GROUPS]);
  const other = groups.includes("another_group") ? answers[OTHER] : null;
  return { ...answers, [OTHER]: other, [DECLINES]: groups.length ? false : answers[DECLINES] };
}

/** The form, and below it what the rules say. */
export function CheckForm() {
  const { schema, error, reload } = useSchema("application");
  if (error) return <Failure error={error} retry={reload} />;
  return schema ? <Check schema={schema} /> : <Skeleton lines={8} />;
}

/** Whether the answers are on their way, what the rules made of them, or why they could not be checked. */
interface Checking {
  readonly busy?: boolean;
  readonly judgement?: Judgement;
  /** Whether an answer was changed since, so that what the rules said is gone. */
  readonly changed?: boolean;
  readonly error?: Error;
}

function useCheck() {
  const [answers, setAnswers] = useState(AT_FIRST);
  const [state, setState] = useState<Checking>({});
  const turn = useRef(0);
  const set = (value: Value, path: string) => {
    turn.current += 1;
    setAnswers((before) => consistent({ ...before, [path]: value }, path));
    setState((before) => (before.judgement ? { changed: true } : before));
  };
  const check = async (event: SubmitEvent) => {
    event.preventDefault();
    if (state.busy) return;
    setState({ busy: true });
    const asked = turn.current;
    try {
      const { body } = await call("POST", "/api/eligibility_checks", { body: nested(answers) });
      setState(turn.current === asked ? { judgement: body } : { changed: true });
    } catch (failed) {
      setState({ error: asError(failed) });
    }
  };
  return { ...state, answers, set, check };
}

function Check({ schema }: { schema: Schema }) {
  const { answers, set, check, busy = false, judgement, changed, error } = useCheck();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const refused = fieldErrors(error);
  const errors = useUnmended(error, refused, (path) => answers[path]);
  const wrong = byField(errors);
  const field = (path: string, own: Partial<FieldInfo> = {}) => ({
    ...{ schema, path, field: own, value: answers[path], error: wrong[path], onInput: set },
  });
  return (
    <>
      <form class="card check" ref={form} onSubmit={check} noValidate>
        <ErrorSummary schema={schema} errors={errors} sent={error} />
        {error && !refused.length && <Failure error={error} />}
        <Field {...field("training.stage")} />
        <Field {...field("training.program")} />
        <Field {...field("training.school")} control={School} />
        <Field {...field("training.school_country", { required: true })} />
        <Field {...field("training.graduation")} />
        <Field {...field("location.state")} />
        <Field {...field(GROUPS, { required: true, help: WHY })} />
        {listOf(answers[GROUPS]).includes("another_group") && (
          <Field {...field(OTHER, { required: true, help: OWN_WORDS })} />
        )}
        <Field {...field(DECLINES, { help: DECLINING })} />
        <ActionButton busy={busy} busyLabel="Checking…">
          Check
        </ActionButton>
      </form>
      <p class="check-changed" role="status">
        {changed && "You changed an answer. Check again to see what it means."}
      </p>
      {judgement && <Findings judgement={judgement} onUse={() => carry(answers)} />}
    </>
  );
}
