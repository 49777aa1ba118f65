/** Self-identification: asked for with care, shown again only when one asks, and kept nowhere else. */
import { useState } from "preact/hooks";
import { Field } from "../../common/fields.tsx";
import { Notice } from "../../common/page.tsx";
import type { Form, Value } from "../../common/records.ts";
import type { FieldInfo } from "../../common/schema.ts";
import { isPart, listOf, textOf } from "../../common/values.ts";
import { OwnAnswers } from "../own_answers.tsx";
import type { App, AppProps } from "./app.ts";
import { answerAt } from "./draft.ts";
import { SELF_IDENTIFICATION } from "./merge.ts";
import type { Answer, Group, Path } from "./types.ts";

const NONE: Group = "none";
const OWN: Group = "another_group";
/** The schema has each field optional, since it is the answer as a whole that is needed. */
const NEEDED: Partial<FieldInfo> = { required: true };

/** What was chosen on this page so far. */
interface Chosen {
  readonly groups: readonly string[];
  readonly another_group: string;
  readonly declines: boolean;
}

const UNANSWERED: Chosen = { groups: [], another_group: "", declines: false };

const chosenIn = ({ groups, another_group, declines }: Partial<Record<string, Answer>>): Chosen => ({
  groups: isPart(groups) ? [] : listOf(groups),
  another_group: isPart(another_group) ? "" : textOf(another_group),
  declines: declines === true,
});

/** "None of these" and the groups exclude each other; the newest choice wins. */
function exclusive(before: readonly string[], after: readonly string[]): readonly string[] {
  if (!after.includes(NONE)) return after;
  return before.includes(NONE) ? after.filter((group) => group !== NONE) : [NONE];
}

/** The answer as it is sent; what declining or "none" hides is not. */
function toSend({ groups, another_group, declines }: Chosen): Form | null {
  if (declines) return { declines };
  const own = another_group.trim() && groups.includes(OWN) ? { another_group } : {};
  return groups.length ? { groups, ...own } : null;
}

/** The step's fields, or that the answer is there and how to change it. */
export function SelfIdentificationFields({ app }: AppProps) {
  const answer = answerAt(app.draft, SELF_IDENTIFICATION);
  const form = isPart(answer) ? answer : {};
  const [chosen, setChosen] = useState<Chosen | null>(form.provided ? null : chosenIn(form));
  const error = app.wrong[SELF_IDENTIFICATION];
  return (
    <section id={`field-${SELF_IDENTIFICATION}`} tabIndex={-1} aria-label="Your answer">
      {error && (
        <p class="field-error">
          <span class="hidden">Error: </span>
          {error}
        </p>
      )}
      {chosen ? (
        <Fields app={app} chosen={chosen} setChosen={setChosen} />
      ) : (
        <Notice kind="success" title="You’ve answered this">
          <p>Your answer shows only when you ask for it, and we record that. A new answer replaces it.</p>
          <OwnAnswers cycle={app.cycle.id} />
          <button type="button" class="button button-quiet" onClick={() => setChosen(UNANSWERED)}>
            Answer again
          </button>
        </Notice>
      )}
    </section>
  );
}

const GROUPS = "self_identification.groups" satisfies Path;
const ANOTHER_GROUP = "self_identification.another_group" satisfies Path;
const DECLINES = "self_identification.declines" satisfies Path;

interface FieldsProps {
  readonly app: App;
  readonly chosen: Chosen;
  readonly setChosen: (chosen: Chosen) => void;
}

function Fields({ app, chosen, setChosen }: FieldsProps) {
  const { groups, another_group, declines } = chosen;
  const change = (news: Partial<Chosen>) => {
    const after = { ...chosen, ...news };
    setChosen(after);
    app.set(toSend(after), SELF_IDENTIFICATION);
  };
  const field = (path: string, value: Value, onInput: (value: Value) => void, own?: Partial<FieldInfo>) => (
    <Field schema={app.schema} path={path} value={value} onInput={onInput} field={own} />
  );
  return (
    <>
      {!declines && field(GROUPS, groups, (value) => change({ groups: exclusive(groups, listOf(value)) }), NEEDED)}
      {!declines &&
        groups.includes(OWN) &&
        field(ANOTHER_GROUP, another_group, (value) => change({ another_group: textOf(value) }), NEEDED)}
      {field(DECLINES, declines, (value) => change({ declines: value === true }))}
      <p class="fine">We save this answer with the others, but this browser keeps no copy of it.</p>
    </>
  );
}
