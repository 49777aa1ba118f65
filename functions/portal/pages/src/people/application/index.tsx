/** Your application: from the first answer to the receipt, each step at an address of its own. */
import { useEffect, useState } from "preact/hooks";
import { useCycle } from "../../common/cycle.ts";
import { byField } from "../../common/fields.tsx";
import { Failure, Page, Skeleton } from "../../common/page.tsx";
import { type FieldError, ownerOf, type Problem, problemType } from "../../common/problem.ts";
import type { Cycle, Application as Stored } from "../../common/records.ts";
import { type Schema, useSchema } from "../../common/schema.ts";
import type { Person } from "../../common/session.ts";
import { isBlank } from "../../common/values.ts";
import { takeCarried } from "../carried.ts";
import { NotFound } from "../not_found.tsx";
import type { AppProps } from "./app.ts";
import { Deletion } from "./deletion.tsx";
import { answerAt } from "./draft.ts";
import { Frame } from "./frame.tsx";
import { Overview } from "./overview.tsx";
import { Receipt } from "./receipt.tsx";
import { Review } from "./review.tsx";
import type { Saving } from "./saving.ts";
import { type Sharing, useSharing } from "./sharing.ts";
import { StepPage } from "./step.tsx";
import { allPaths, STEPS } from "./steps.ts";
import type { Answer } from "./types.ts";
import { useDraft } from "./use_draft.ts";
import { useWindow } from "./window.tsx";
import { Withdrawal } from "./withdrawal.tsx";

const TITLE = "Your application";
/** An application that has been through matching stays as it is. */
const MATCHED: readonly Stored["status"][] = ["matched", "unmatched"];
const WINDOW: readonly (string | null)[] = ["deadline_passed", "window_not_open"];

interface ApplicationProps {
  readonly path: string;
  readonly person: Person;
}

/** The page at `path`, for `person`. */
export default function Application({ path, person }: ApplicationProps) {
  const { cycle, error, reload } = useCycle();
  const form = useSchema("application");
  const sharing = useSharing();
  if (cycle && form.schema && sharing) {
    const known = { path, person, cycle, reload, schema: form.schema, sharing };
    return <Opened key={`${cycle.id}.${person.id}`} {...known} />;
  }
  const retry = () => {
    if (!cycle) reload();
    if (!form.schema) form.reload();
  };
  return <Waiting failed={cycle ? form.error : (error ?? form.error)} retry={retry} />;
}

function Waiting({ failed, retry }: { failed: Error | null; retry: () => unknown }) {
  return <Page title={TITLE}>{failed ? <Failure error={failed} retry={retry} /> : <Skeleton lines={8} />}</Page>;
}

/** When the server says that the window is closed, it knows of a change of the dates that the page does not. */
function useDatesAgain(refusal: Error | null, reload: () => unknown): void {
  useEffect(() => {
    if (WINDOW.includes(problemType(refusal))) reload();
  }, [refusal]);
}

/** Take answers along from the eligibility check where there are none yet; whether there were any. */
function useCarried(saving: Saving, isReady: boolean): boolean {
  const [isCarried, setCarried] = useState(false);
  useEffect(() => {
    if (!isReady) return;
    for (const [path, answer] of takeCarried()) {
      const { draft } = saving.state();
      if (!draft || !isBlank(answerAt(draft, path))) continue;
      saving.type(path, answer);
      setCarried(true);
    }
  }, [isReady]);
  return isCarried;
}

interface OpenedProps extends ApplicationProps {
  readonly cycle: Cycle;
  readonly reload: () => unknown;
  readonly schema: Schema;
  readonly sharing: Sharing;
}

function Opened({ path, person, cycle, reload, schema, sharing }: OpenedProps) {
  const state = useDraft(cycle.id, person.id);
  const { draft, phase, problem, saving } = state;
  const window = useWindow(cycle, draft?.application, state.extension);
  const [missing, setMissing] = useState<readonly FieldError[]>([]);
  const [late, setLate] = useState<Problem | null>(null);
  useDatesAgain(late ?? problem, reload);
  const isMatched = draft?.application && MATCHED.includes(draft.application.status);
  const editable = window.phase === "open" && phase !== "closed" && !isMatched;
  const isCarried = useCarried(saving, draft !== null && editable);
  if (!draft) return <Waiting failed={phase === "failed_to_load" ? problem : null} retry={saving.open} />;

  const paths = allPaths(schema);
  const owned = missing.map(({ field, message }) => ({ field: ownerOf(field, paths) ?? field, message }));
  const set = (answer: Answer, path: string) => {
    setMissing((before) => before.filter(({ field }) => ownerOf(field, [path]) === undefined));
    saving.type(path, answer);
  };
  const wrong = { ...byField(owned), ...draft.refused };
  const shared = { cycle, schema, sharing, window, person, editable, isCarried, wrong, set, setMissing, late, setLate };
  return <Shown name={path.split("/")[2] ?? ""} app={{ ...state, ...shared, draft }} />;
}

const PAGES = new Map([
  ["", Overview],
  ["review", Review],
  ["receipt", Receipt],
  ["withdraw", Withdrawal],
  ["delete", Deletion],
]);

function Shown({ name, app }: AppProps & { readonly name: string }) {
  const step = STEPS.find((candidate) => candidate.name === name);
  if (step && app.editable) {
    return (
      <Frame app={app} current={name}>
        <StepPage key={name} app={app} step={step} />
      </Frame>
    );
  }
  const Found = step ? Review : PAGES.get(name);
  if (!Found) return <NotFound />;
  if (name !== "review" || !app.editable) return <Found app={app} />;
  return (
    <Frame app={app} current={name}>
      <Review app={app} />
    </Frame>
  );
}
