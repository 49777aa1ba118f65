/** The answers in words, step by step. */
import { addressOfStep } from "../../common/addresses.ts";
import type { Cv } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { fieldOf, type Schema } from "../../common/schema.ts";
import type { AppProps } from "./app.ts";
import { answersOf } from "./draft.ts";
import { SELF_IDENTIFICATION } from "./merge.ts";
import { askedOf, isEnough, STEPS, titleOf } from "./steps.ts";
import type { Answer } from "./types.ts";
import { answerInWords, CV_STATUS } from "./words.ts";

interface RowProps {
  readonly schema: Schema;
  readonly path: string;
  readonly answer: Answer;
  readonly error: string | undefined;
  readonly changes: boolean;
}

function Row({ schema, path, answer, error, changes }: RowProps) {
  const words = answerInWords(schema, path, answer);
  const field = fieldOf(schema, path);
  const isMissing = changes && !error && field.required && !isEnough(field, answer);
  return (
    <>
      <dt>{path === SELF_IDENTIFICATION ? "Your answer" : field.label}</dt>
      <dd>
        {error && <p class="field-error">{error}</p>}
        {words ?? (!error && !isMissing && <span class="fine">No answer</span>)}
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

/** One list of facts per step; with `changes` it says what is still needed, and each has a link to change it. */
export function Answers({ app, changes = false }: AppProps & { readonly changes?: boolean }) {
  const { schema, draft, wrong } = app;
  const answers = answersOf(draft);
  return STEPS.map((step) => (
    <section key={step.name} class="answers" aria-labelledby={`answers-${step.name}`}>
      <div class="answers-head">
        <h2 id={`answers-${step.name}`}>{titleOf(schema, step)}</h2>
        {changes && (
          <Link href={addressOfStep(step.name)}>
            Change<span class="hidden">: {titleOf(schema, step)}</span>
          </Link>
        )}
      </div>
      <dl class="facts">
        {step.name === "cv" && <CvRow cv={draft.application?.materials?.cv} />}
        {askedOf(schema, step, answers).map((path) => (
          <Row key={path} {...{ schema, path, changes }} answer={answers[path]} error={wrong[path]} />
        ))}
      </dl>
    </section>
  ));
}
