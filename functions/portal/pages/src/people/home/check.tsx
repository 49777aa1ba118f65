/** The eligibility check: the answers that the rules look at, and what each rule makes of them. */
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { readerZone } from "../../common/clock.ts";
import { byField, ErrorSummary, Field } from "../../common/fields.tsx";
import { ActionButton, Failure, Skeleton } from "../../common/page.tsx";
import { useSchema } from "../../common/schema.ts";
import { Findings } from "./findings.tsx";

const GROUPS = "self_identification.groups";
const OTHER = "self_identification.another_group";
const DECLINES = "self_identification.declines";
const WHY =
  "Choose all that apply to you. The program is for people who are underrepresented in medicine, so the rules ask; " +
  "here your answer is looked at once and neither stored nor logged.";
const OWN_WORDS = "The list above is not closed. In the application, staff read what you write here.";
const DECLINING = "You may decline, but without an answer the rules cannot find you eligible.";
const AT_FIRST = { "training.school_country": "US", [GROUPS]: [] };

/** The answers as the API takes them, `{"training.stage": …}` being `{training: {stage: …}}`. */
function nested(answers) {
  const parts = { training: {}, location: { time_zone: readerZone() ?? "UTC" }, self_identification: {} };
  for (const [path, value] of Object.entries(answers)) {
    const [part, name] = path.split(".");
    if (value !== null && value !== "") parts[part][name] = value;
  }
  return parts;
}

/** Groups and declining exclude each other, and own words go with their box: what was changed last counts. */
function consistent(answers, changed) {
  if (changed === DECLINES && answers[DECLINES]) return { ...answers, [GROUPS]: [], [OTHER]: null };
  const other = answers[GROUPS].includes("another_group") ? answers[OTHER] : null;
  return { ...answers, [OTHER]: other, [DECLINES]: answers[GROUPS].length ? false : answers[DECLINES] };
}

function useSchools() {
  const [schools, setSchools] = useState([]);
  useEffect(() => {
    // Without the list the name is typed in full.
    call("GET", "/api/schools").then(
      ({ body }) => setSchools(body.items.map(({ name }) => name)),
      () => {},
    );
  }, []);
  return schools;
}

/** The form, and below it what the rules say. */
export function CheckForm() {
  const { schema, error, reload } = useSchema("application");
  if (error) return <Failure error={error} retry={reload} />;
  return schema ? <Answers schema={schema} /> : <Skeleton lines={8} />;
}

function Answers({ schema }) {
  const [answers, setAnswers] = useState(AT_FIRST);
  const [{ busy, found, problem }, setState] = useState({});
  const schools = useSchools();
  const form = useRef();
  useEffect(() => form.current.querySelector("input").focus(), []);
  const set = (value, path) => setAnswers((before) => consistent({ ...before, [path]: value }, path));
  const check = async (event) => {
    event.preventDefault();
    if (busy) return;
    setState({ busy: true });
    try {
      const { body } = await call("POST", "/api/eligibility_checks", { body: nested(answers) });
      setState({ found: body });
    } catch (failed) {
      setState({ problem: failed });
    }
  };
  const wrong = byField(problem?.errors);
  const field = (path, own, more) => (
    <Field {...{ schema, path, field: own, ...more }} value={answers[path]} error={wrong[path]} onInput={set} />
  );
  const groups = answers[GROUPS];
  return (
    <>
      <form class="card check" ref={form} onSubmit={check} noValidate>
        {problem?.errors?.length > 0 && <ErrorSummary schema={schema} errors={problem.errors} />}
        {problem && !problem.errors?.length && <Failure error={problem} />}
        {field("training.stage")}
        {field("training.program")}
        {field("training.school", {}, { suggestions: schools })}
        {field("training.school_country", { required: true })}
        {field("training.graduation")}
        {field("location.state")}
        {field(GROUPS, { required: true, help: WHY })}
        {groups.includes("another_group") && field(OTHER, { required: true, help: OWN_WORDS })}
        {field(DECLINES, { help: DECLINING })}
        <ActionButton busy={busy} busyLabel="Checking…">
          Check
        </ActionButton>
      </form>
      {found && <Findings found={found} />}
    </>
  );
}
