/** A step: its fields, and the way to the next one. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { addressOfStep } from "../../common/addresses.ts";
import { readerZone } from "../../common/clock.ts";
import { ErrorSummary, Field, focusField } from "../../common/fields.tsx";
import { ActionButton, Page } from "../../common/page.tsx";
import type { FieldError } from "../../common/problem.ts";
import type { Value } from "../../common/records.ts";
import { Link, navigate } from "../../common/router.ts";
import { fieldOf, nodeOf } from "../../common/schema.ts";
import type { ControlProps } from "../../common/select.tsx";
import { isPart } from "../../common/values.ts";
import { SharedBy } from "../chips.tsx";
import { School } from "../lookup/control.tsx";
import { ResolvedName } from "../lookup/meaning.tsx";
import { type Introduction, Preview } from "../matches/preview.tsx";
import type { App, AppProps } from "./app.ts";
import { isChange } from "./change.ts";
import { Conflicts, Restored } from "./conflicts.tsx";
import { Cv } from "./cv.tsx";
import { Deleted } from "./deleted.tsx";
import { answerAt, answersOf } from "./draft.ts";
import { FewChips, FirstChoice } from "./interest_controls.tsx";
import { firstField, isFirst, isList, outdatedBy } from "./interests.ts";
import { resolvedSchool, SCHOOL } from "./school.ts";
import { SelfIdentificationFields } from "./self_identification.tsx";
import { askedOf, mainPartOf, pathsOf, STEPS, type Step, titleOf } from "./steps.ts";
import type { Part, Path } from "./types.ts";

/** How long continuing waits for the answer to what was typed last. */
const PATIENCE_MS = 2500;
/** How long a text may be to be set large, in characters. */
const SHORT = 140;

type More = Pick<ControlProps, "autocomplete" | "type" | "rows"> & { readonly control?: ComponentType<ControlProps> };

/** What a field's control is given besides what the schema says. */
const MORE: Readonly<Record<string, More>> = {
  "applicant.first_name": { autocomplete: "given-name" },
  "applicant.last_name": { autocomplete: "family-name" },
  "applicant.preferred_name": { autocomplete: "nickname" },
  "applicant.phone": { autocomplete: "tel", type: "tel" },
  [SCHOOL]: { control: School },
  introduction: { rows: 5 },
  statement: { rows: 16 },
} satisfies Partial<Record<Path, More>>;

function moreOf(path: string): More | undefined {
  if (isFirst(path)) return { control: FirstChoice };
  return isList(path) ? { control: FewChips } : MORE[path];
}

/** What is suggested where nothing was answered. */
const SUGGESTED: Readonly<Record<string, () => string>> = {
  "location.time_zone": readerZone,
  "training.school_country": () => "US",
} satisfies Partial<Record<Path, () => string>>;

let wanted: string | null = null;

/** Go to the step that asks for a field, and there to the field. */
export function goToField(step: Step, path: string): void {
  wanted = path;
  navigate(addressOfStep(step.name));
}

function useWantedField(): void {
  useEffect(() => {
    // After the page has put the focus on its heading.
    const timer = setTimeout(() => {
      if (wanted) focusField(wanted);
      wanted = null;
    });
    return () => clearTimeout(timer);
  }, []);
}

interface StepProps extends AppProps {
  readonly step: Step;
}

interface FieldsProps extends StepProps {
  readonly part: Part;
  readonly heading: boolean;
}

/** A part of the form; the page itself has the first one's heading. */
function Fields({ app, step, part, heading }: FieldsProps) {
  const { schema, draft, wrong, set } = app;
  const node = nodeOf(schema, part);
  const paths = askedOf(schema, step, answersOf(draft)).filter((path) => path.split(".")[0] === part);
  const answers = answersOf(draft);
  const change = (value: Value, changed: string) => {
    const outdated = outdatedBy(changed, value, answers);
    if (outdated) set(null, outdated);
    set(value, changed);
  };
  const own = (path: string) => {
    if (isFirst(path)) return firstField(fieldOf(schema, path), path, answers);
    return path === part ? { help: undefined } : undefined;
  };
  const field = (path: string) => {
    const answer = answerAt(draft, path);
    return (
      <Field
        key={path}
        {...{ schema, path, ...moreOf(path) }}
        field={own(path)}
        value={isPart(answer) ? null : answer}
        error={wrong[path]}
        onInput={change}
      />
    );
  };
  return (
    <section class={`apply-${part}`} aria-labelledby={heading ? `part-${part}` : undefined}>
      {heading && <h2 id={`part-${part}`}>{node?.title}</h2>}
      {heading && <p class="help">{node?.description}</p>}
      <ResolvedName.Provider value={resolvedSchool(draft)}>{paths.map(field)}</ResolvedName.Provider>
    </section>
  );
}

function Body({ app, step }: StepProps) {
  if (step.name === "self-identification") return <SelfIdentificationFields app={app} />;
  if (step.name === "cv") return <Cv app={app} />;
  const fields = step.parts.map((part, index) => <Fields key={part} {...{ app, step, part }} heading={index > 0} />);
  return (
    <>
      {step.name === "interests" && Object.values(app.sharing).some(hasAny) && (
        <p class="fine">“5+” means that five or more of our mentors share the interest.</p>
      )}
      <SharedBy.Provider value={app.sharing}>{fields}</SharedBy.Provider>
      {step.name === "introduction" && (
        <Preview level={2} side="mentor" schema={app.schema} answers={introductionOf(app)} />
      )}
    </>
  );
}

const hasAny = (counts: object) => Object.keys(counts).length > 0;

/** The answers that a mentor sees before accepting. */
function introductionOf({ draft }: App): Introduction {
  const at = (path: Path) => answerAt(draft, path);
  return {
    introduction: at("introduction"),
    stage: at("training.stage"),
    disciplines: at("interests.disciplines"),
    state: at("location.state"),
  };
}

function useSuggestions({ saving }: App, paths: readonly string[]): void {
  useEffect(() => {
    for (const path of paths) {
      const suggest = SUGGESTED[path];
      if (suggest) saving.suggest(path, suggest());
    }
  }, []);
}

const neighbor = (step: Step, by: number) => STEPS[STEPS.indexOf(step) + by];

/** The page of `step`. */
export function StepPage({ app, step }: StepProps) {
  const { schema, saving } = app;
  const paths = pathsOf(schema, step);
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState<readonly FieldError[]>([]);
  const [isFromReview] = useState(() => isChange(step));
  useWantedField();
  useSuggestions(app, paths);

  const next = isFromReview ? undefined : neighbor(step, 1);
  const before = neighbor(step, -1);
  const advance = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    saving.acceptSuggestions();
    await Promise.race([saving.flush(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    setBusy(false);
    const refused = Object.entries(saving.state().draft?.refused ?? {}).filter(([path]) => paths.includes(path));
    if (refused.length) setStopped(refused.map(([field, message]) => ({ field, message })));
    else navigate(next ? addressOfStep(next.name) : addressOfStep("review"));
  };
  const continuing = isFromReview ? "Save and go back to review" : next ? "Save and continue" : "Go to review";
  const description = mainPartOf(schema, step)?.description;
  const isShort = description !== undefined && description.length <= SHORT;
  return (
    <Page title={titleOf(schema, step)} lead={isShort && description}>
      {!isShort && description && <p>{description}</p>}
      <Restored app={app} />
      <Deleted app={app} />
      <Conflicts app={app} />
      {stopped.some(({ field }) => field in app.draft.refused) && (
        <ErrorSummary schema={schema} errors={stopped} title="Some answers couldn’t be saved" />
      )}
      <form onSubmit={advance} onFocusOut={saving.flush} noValidate>
        <Body app={app} step={step} />
        <div class="buttons">
          <ActionButton busy={busy}>{continuing}</ActionButton>
          {before && !isFromReview && <Link href={addressOfStep(before.name)}>Back: {titleOf(schema, before)}</Link>}
        </div>
      </form>
    </Page>
  );
}
