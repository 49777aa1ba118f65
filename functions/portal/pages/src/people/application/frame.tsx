/** What is beside every step: the list of steps with how far each is, and whether everything is saved. */

import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { ADDRESSES, addressOfStep } from "../../common/addresses.ts";
import { announce } from "../../common/announce.ts";
import { plural } from "../../common/clock.ts";
import { Link } from "../../common/router.ts";
import type { App, AppProps } from "./app.ts";
import { answersOf } from "./draft.ts";
import { SaveState } from "./saved.tsx";
import { missingIn, type Progress, progressOf, STEPS, type Step, titleOf } from "./steps.ts";
import { Hurry } from "./window.tsx";

const MARKS: Record<Progress, string> = { complete: "✓", problem: "!", begun: "…", open: "", optional: "" };
const WORDS: Record<Progress, string> = {
  complete: "complete",
  problem: "has a problem",
  begun: "started",
  open: "to do",
  optional: "optional",
};

/** The steps as links; `current` is the name of the one that shows. */
export function StepList({ app, current }: AppProps & { readonly current?: string }) {
  const known = { answers: answersOf(app.draft), wrong: app.wrong, cv: app.draft.application?.materials?.cv };
  return (
    <ol class="apply-list">
      {STEPS.map((step) => {
        const progress = progressOf(app.schema, step, known);
        return (
          <li key={step.name}>
            <Link
              class={`apply-step apply-${progress}`}
              href={addressOfStep(step.name)}
              aria-current={step.name === current ? "step" : undefined}
            >
              <span class="apply-mark" aria-hidden="true">
                {MARKS[progress]}
              </span>
              <span>{titleOf(app.schema, step)}</span>
              <span class="apply-said">{WORDS[progress]}</span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}

function Place({ current }: { current: string }) {
  const index = STEPS.findIndex(({ name }) => name === current);
  const place = index < 0 ? "Last step" : `Step ${index + 1} of ${STEPS.length}`;
  return (
    <p class="apply-place">
      {place} · <Link href={ADDRESSES.application}>All steps</Link>
    </p>
  );
}

/** A step that was left, and how many answers it still needs. */
interface Left {
  readonly step: Step;
  readonly count: number;
}

/** The step left for the one that shows, where it has gaps; read out as well. */
function useLeft({ schema, draft }: App, current: string): Left | null {
  const place = useRef(current);
  const left = useMemo(() => {
    const step = STEPS.find(({ name }) => name === place.current && name !== current);
    const count = step ? missingIn(schema, step, answersOf(draft)).length : 0;
    return step && count ? { step, count } : null;
  }, [current]);
  useEffect(() => {
    place.current = current;
    if (left) announce(`${titleOf(schema, left.step)}: ${gapsOf(left)}.`);
  }, [current]);
  return left;
}

const gapsOf = ({ count }: Left) => `${plural(count, "answer")} still missing`;

interface FrameProps extends AppProps {
  readonly current: string;
  readonly children: ComponentChildren;
}

/** A step or the review, with the list beside it; on a narrow screen the list is a link away. */
export function Frame({ app, current, children }: FrameProps) {
  const left = useLeft(app, current);
  return (
    <div class="apply">
      <div class="apply-side screen">
        <Place current={current} />
        <nav class="apply-nav" aria-label="Steps of the application">
          <StepList app={app} current={current} />
          <Link
            class="apply-step apply-review"
            href={addressOfStep("review")}
            aria-current={current === "review" ? "step" : undefined}
          >
            Review and submit
          </Link>
        </nav>
        <SaveState app={app} />
      </div>
      <div class="apply-main">
        {left && (
          <p class="apply-left screen">
            {titleOf(app.schema, left.step)}: {gapsOf(left)}. <Link href={addressOfStep(left.step.name)}>Go back</Link>
          </p>
        )}
        <Hurry window={app.window} />
        {children}
      </div>
    </div>
  );
}
