/** One step: its fields, and on to the next one. */
import { useEffect, useState } from "preact/hooks";
import { readerZone } from "../../common/clock.ts";
import { ErrorSummary, Field, focusField } from "../../common/fields.tsx";
import { ActionButton, Page } from "../../common/page.tsx";
import { Link, navigate } from "../../common/router.ts";
import { nodeOf } from "../../common/schema.ts";
import { Conflicts, Restored } from "./conflicts.tsx";
import { Cv } from "./cv.tsx";
import { answerAt, answersOf } from "./draft.ts";
import { School } from "./school.tsx";
import { SelfIdentification } from "./self_identification.tsx";
import { addressOfStep, askedOf, pathsOf, STEPS, titleOf } from "./steps.ts";

/** How long going on waits for the answer to what was typed last. */
const PATIENCE_MS = 2500;
/** How long a text may be to be set large. */
const SHORT = 140;

/** What a field's control is told besides what the schema says. */
const MORE = {
  "applicant.first_name": { autocomplete: "given-name" },
  "applicant.last_name": { autocomplete: "family-name" },
  "applicant.preferred_name": { autocomplete: "nickname" },
  "applicant.phone": { autocomplete: "tel", type: "tel" },
  "training.school": { control: School },
  statement: { rows: 16 },
};
const SUGGESTED = { "location.time_zone": readerZone, "training.school_country": () => "US" };

let wanted = null;

/** Go to the step that asks for a field, and there to the field. */
export function goToField(step, path) {
  wanted = path;
  navigate(addressOfStep(step));
}

function useWantedField() {
  useEffect(() => {
    // After the page has put the focus on its heading.
    const timer = setTimeout(() => {
      if (wanted) focusField(wanted);
      wanted = null;
    });
    return () => clearTimeout(timer);
  }, []);
}

/** A part of the form; the first one of a step is told by the page itself. */
function Fields({ app, step, part, heading }) {
  const { schema, draft, wrong, set } = app;
  const node = nodeOf(schema, part);
  const paths = askedOf(schema, step, answersOf(draft)).filter((path) => path.split(".")[0] === part);
  const field = (path) => (
    <Field
      key={path}
      {...{ schema, path, ...MORE[path] }}
      field={path === part ? { help: undefined } : undefined}
      value={answerAt(draft, path)}
      error={wrong[path]}
      onInput={set}
    />
  );
  return (
    <section class={`apply-${part}`} aria-labelledby={heading ? `part-${part}` : undefined}>
      {heading && <h2 id={`part-${part}`}>{node.title}</h2>}
      {heading && <p class="help">{node.description}</p>}
      {paths.map(field)}
    </section>
  );
}

function Body({ app, step }) {
  if (step.name === "self-identification") return <SelfIdentification app={app} />;
  if (step.name === "cv") return <Cv app={app} />;
  return step.parts.map((part, index) => <Fields key={part} app={app} step={step} part={part} heading={index > 0} />);
}

function useSuggestions({ saving }, paths) {
  useEffect(() => {
    for (const path of paths) if (SUGGESTED[path]) saving.suggest(path, SUGGESTED[path]());
  }, []);
}

const neighbour = (step, by) => STEPS[STEPS.indexOf(step) + by];

/** The page of `step`. */
export function Step({ app, step }) {
  const { schema, saving } = app;
  const paths = pathsOf(schema, step);
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState(null);
  useWantedField();
  useSuggestions(app, paths);

  const next = neighbour(step, 1);
  const before = neighbour(step, -1);
  const goOn = async (event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    saving.agree();
    await Promise.race([saving.flush(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    setBusy(false);
    const refused = Object.entries(saving.state().draft.refused).filter(([path]) => paths.includes(path));
    if (refused.length) setStopped(refused.map(([field, message]) => ({ field, message })));
    else navigate(next ? addressOfStep(next) : "/application/review");
  };
  const node = step.parts.length ? nodeOf(schema, step.parts[0]) : {};
  const short = node.description?.length <= SHORT;
  return (
    <Page title={titleOf(schema, step)} lead={short && node.description}>
      {!short && node.description && <p>{node.description}</p>}
      <Restored app={app} />
      <Conflicts app={app} />
      {stopped?.some(({ field }) => field in app.draft.refused) && (
        <ErrorSummary schema={schema} errors={stopped} title="Not saved: there is a problem with an answer" />
      )}
      <form onSubmit={goOn} onFocusOut={saving.flush} noValidate>
        <Body app={app} step={step} />
        <div class="buttons">
          <ActionButton busy={busy}>{next ? "Save and continue" : "Go to review"}</ActionButton>
          {before && <Link href={addressOfStep(before)}>Back: {titleOf(schema, before)}</Link>}
        </div>
      </form>
    </Page>
  );
}
