/** Your application: from the first answer to the receipt, each step at an address of its own. */
import { useEffect, useState } from "preact/hooks";
import { useCycle } from "../../common/cycle.ts";
import { byField } from "../../common/fields.tsx";
import { Failure, Page, Skeleton } from "../../common/page.tsx";
import { useSchema } from "../../common/schema.ts";
import { NotFound } from "../not_found.tsx";
import { Frame } from "./frame.tsx";
import { ownerOf } from "./merge.ts";
import { Overview } from "./overview.tsx";
import { Receipt } from "./receipt.tsx";
import { Review } from "./review.tsx";
import { Step } from "./step.tsx";
import { pathsOf, STEPS } from "./steps.ts";
import { useDraft } from "./use_draft.ts";
import { useWindow } from "./window.tsx";
import { Withdrawal } from "./withdrawal.tsx";

const TITLE = "Your application";
/** An application that went through matching stays as it is. */
const MATCHED = ["matched", "unmatched"];
const WINDOW = ["deadline_passed", "window_not_open"];

/** The page at `path`, for `person`. */
export default function Application({ path, person }) {
  const { cycle, error, reload } = useCycle();
  const form = useSchema("application");
  if (cycle && form.schema) {
    const known = { path, person, cycle, reload, schema: form.schema };
    return <Opened key={`${cycle.id}.${person.id}`} {...known} />;
  }
  const failed = (!cycle && error) || form.error;
  const retry = () => {
    if (!cycle) reload();
    if (!form.schema) form.reload();
  };
  return <Waiting failed={failed} retry={retry} />;
}

function Waiting({ failed, retry }) {
  return <Page title={TITLE}>{failed ? <Failure error={failed} retry={retry} /> : <Skeleton lines={8} />}</Page>;
}

/** When the server says that the window is closed, it knows of a change of the dates that the page does not. */
function useDatesAgain(refusal, reload) {
  useEffect(() => {
    if (WINDOW.includes(refusal?.type)) reload();
  }, [refusal]);
}

function Opened({ path, person, cycle, reload, schema }) {
  const state = useDraft(cycle.id, person.id);
  const { draft, phase, problem, saving } = state;
  const window = useWindow(cycle, draft?.application?.extension);
  const [lacking, setLacking] = useState([]);
  const [late, setLate] = useState(null);
  useDatesAgain(late ?? problem, reload);
  if (!draft) return <Waiting failed={phase === "failed_to_load" && problem} retry={saving.open} />;

  const paths = STEPS.flatMap((step) => pathsOf(schema, step));
  const owned = lacking.map(({ field, message }) => ({ field: ownerOf(field, paths) ?? field, message }));
  const set = (value, field) => {
    setLacking((before) => before.filter((one) => ownerOf(one.field, [field]) === undefined));
    saving.type(field, value);
  };
  const editable = window.phase === "open" && phase !== "closed" && !MATCHED.includes(draft.application?.status);
  const wrong = { ...byField(owned), ...draft.refused };
  const app = { ...state, ...{ cycle, schema, window, person, editable, wrong, set, setLacking, late, setLate } };
  return <Shown name={path.split("/")[2] ?? ""} app={app} />;
}

const PAGES = { "": Overview, review: Review, receipt: Receipt, withdraw: Withdrawal };

function Shown({ name, app }) {
  const step = STEPS.find((one) => one.name === name);
  if (step && app.editable) {
    return (
      <Frame app={app} current={name}>
        <Step key={name} app={app} step={step} />
      </Frame>
    );
  }
  const Found = step ? Review : PAGES[name];
  if (!Found) return <NotFound />;
  if (name !== "review" || !app.editable) return <Found app={app} />;
  return (
    <Frame app={app} current={name}>
      <Review app={app} />
    </Frame>
  );
}
