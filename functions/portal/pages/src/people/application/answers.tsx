/** The answers in words, step by step. */
import { Link } from "../../common/router.ts";
import { fieldOf } from "../../common/schema.ts";
import { answersOf } from "./draft.ts";
import { addressOfStep, askedOf, isEnough, STEPS, titleOf } from "./steps.ts";
import { CV_STATUS, inWords } from "./words.ts";

function Answer({ schema, path, value, error, changes }) {
  const words = inWords(schema, path, value);
  const field = fieldOf(schema, path);
  const missing = changes && !error && field.required && !isEnough(field, value);
  return (
    <>
      <dt>{path === "self_identification" ? "Your answer" : field.label}</dt>
      <dd>
        {error && <p class="field-error">{error}</p>}
        {words ?? (!error && !missing && <span class="fine">Not given</span>)}
        {missing && <p class="answers-missing">{words ? "Not enough yet" : "Still needed"}</p>}
      </dd>
    </>
  );
}

function Cv({ cv }) {
  return (
    <>
      <dt>File</dt>
      <dd>{cv ? `${cv.filename} (${CV_STATUS[cv.status]})` : <span class="fine">Not given</span>}</dd>
    </>
  );
}

/** One list of facts a step; with `changes` it tells what is still needed, and each has a link to change it. */
export function Answers({ app, changes }) {
  const { schema, draft, wrong } = app;
  const values = answersOf(draft);
  return STEPS.map((step) => (
    <section key={step.name} class="answers" aria-labelledby={`answers-${step.name}`}>
      <div class="answers-head">
        <h2 id={`answers-${step.name}`}>{titleOf(schema, step)}</h2>
        {changes && (
          <Link href={addressOfStep(step)}>
            Change<span class="hidden">: {titleOf(schema, step)}</span>
          </Link>
        )}
      </div>
      <dl class="facts">
        {step.name === "cv" && <Cv cv={draft.application?.materials?.cv} />}
        {askedOf(schema, step, values).map((path) => (
          <Answer key={path} {...{ schema, path, changes }} value={values[path]} error={wrong[path]} />
        ))}
      </dl>
    </section>
  ));
}
