/** The answers in words, step by step. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { addressOfStep } from "../../common/addresses.ts";
import type { Cv } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { fieldOf, type Schema } from "../../common/schema.ts";
import { isPart } from "../../common/values.ts";
import { isUnchecked } from "../../common/words.ts";
import { MeantName } from "../lookup/meant_name.tsx";
import { OwnAnswers } from "../own_answers.tsx";
import type { AppProps } from "./app.ts";
import { beginChange, type Changed, takeChange } from "./change.ts";
import { answersOf } from "./draft.ts";
import { isProvided, SELF_IDENTIFICATION } from "./merge.ts";
import { resolvedSchool, SCHOOL } from "./school.ts";
import { askedOf, isEnough, STEPS, type Step, titleOf } from "./steps.ts";
import type { Answer } from "./types.ts";
import { answerInWords, CV_STATUS } from "./words.ts";

interface RowProps {
  readonly schema: Schema;
  readonly path: string;
  readonly answer: Answer;
  readonly error: string | undefined;
  readonly changes: boolean;
  readonly isChanged: boolean;
  /** What is said of the answer below it. */
  readonly children?: ComponentChildren;
}

function Row({ schema, path, answer, error, changes, isChanged, children }: RowProps) {
  const words = answerInWords(schema, path, answer);
  const field = fieldOf(schema, path);
  if (!isPart(answer) && !error && !isChanged && isUnchecked(field, answer)) return null;
  const isMissing = changes && !error && field.required && !isEnough(field, answer);
  return (
    <>
      <dt>{path === SELF_IDENTIFICATION ? "Your answer" : field.label}</dt>
      <dd class={isChanged ? "answers-changed" : undefined} tabIndex={isChanged ? -1 : undefined}>
        {isChanged && <span class="tag tag-success">Changed</span>}
        {error && <p class="field-error">{error}</p>}
        {words ?? (!error && !isMissing && <span class="fine">No answer</span>)}
        {children}
        {isMissing && <p class="answers-missing">{words ? "Not enough yet" : (field.missing ?? "Still needed")}</p>}
      </dd>
    </>
  );
}

function CvRow({ cv }: { cv: Cv | undefined }) {
  return (
    <>
      <dt>File</dt>
      <dd>{cv ? `${cv.filename} (${CV_STATUS[cv.status]})` : <span class="fine">No file</span>}</dd>
    </>
  );
}

/** What was changed from here; the first changed answer takes the focus, else its step's heading. */
function useChanged(schema: Schema, answers: Readonly<Record<string, Answer>>): Changed | null {
  const [changed] = useState(() => takeChange(schema, answers));
  useEffect(() => {
    if (!changed) return undefined;
    // After the page has put the focus on its heading.
    const timer = setTimeout(() => {
      const place = document.querySelector<HTMLElement>(".answers-changed, .answers h2[tabindex]");
      place?.focus({ preventScroll: true });
      place?.scrollIntoView({ block: "center" });
    });
    return () => clearTimeout(timer);
  }, []);
  return changed;
}

/** One list of facts per step; with `changes` it says what is still needed, and each has a link to change it. */
export function Answers({ app, changes = false }: AppProps & { readonly changes?: boolean }) {
  const { schema, draft, wrong } = app;
  const answers = answersOf(draft);
  const changed = useChanged(schema, answers);
  const resolved = resolvedSchool(draft);
  const begin = (step: Step) => () => beginChange(step, answers);
  return STEPS.map((step) => (
    <section key={step.name} class="answers" aria-labelledby={`answers-${step.name}`}>
      <div class="answers-head">
        <h2 id={`answers-${step.name}`} tabIndex={changed?.step === step && !changed.paths.length ? -1 : undefined}>
          {titleOf(schema, step)}
        </h2>
        {changes && (
          <Link href={addressOfStep(step.name)} onFollow={begin(step)}>
            Change<span class="hidden">: {titleOf(schema, step)}</span>
          </Link>
        )}
      </div>
      <dl class="facts">
        {step.name === "cv" && <CvRow cv={draft.application?.materials?.cv} />}
        {askedOf(schema, step, answers).map((path) => (
          <Row
            key={path}
            {...{ schema, path, changes }}
            answer={answers[path]}
            error={wrong[path]}
            isChanged={changed?.paths.includes(path) ?? false}
          >
            {path === SCHOOL && resolved && <MeantName {...resolved} />}
            {path === SELF_IDENTIFICATION && isProvided(answers[path]) && <OwnAnswers cycle={app.cycle.id} />}
          </Row>
        ))}
      </dl>
    </section>
  ));
}
