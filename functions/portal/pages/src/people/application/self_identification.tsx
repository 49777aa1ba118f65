/** Self-identification: asked for with care, never shown again once it is stored, and kept nowhere but there. */
import { useState } from "preact/hooks";
import { Field } from "../../common/fields.tsx";
import { Notice } from "../../common/page.tsx";
import { answerAt } from "./draft.ts";

const PART = "self_identification";
const NONE = "none";
const OWN = "another_group";
/** The schema has each field optional, for it is the answer as a whole that is needed. */
const NEEDED = { required: true };

/** "None of these" and the groups exclude each other; the newest choice wins. */
function exclusive(before, after) {
  if (!after.includes(NONE)) return after;
  return before.includes(NONE) ? after.filter((group) => group !== NONE) : [NONE];
}

/** The answer as it is sent; what declining or "none" hides is not. */
function told({ groups = [], another_group, declines }) {
  if (declines) return { declines: true };
  const own = another_group?.trim() && groups.includes(OWN) ? { another_group } : {};
  return groups.length ? { groups, ...own } : null;
}

/** The step's fields, or that the answer is there and how to change it. */
export function SelfIdentification({ app }) {
  const value = answerAt(app.draft, PART);
  const [typed, setTyped] = useState(value?.provided ? null : (value ?? {}));
  const error = app.wrong[PART];
  return (
    <section id={`field-${PART}`} tabIndex={-1} aria-label="Your answer">
      {error && (
        <p class="field-error">
          <span class="hidden">Error: </span>
          {error}
        </p>
      )}
      {typed ? (
        <Answer app={app} typed={typed} setTyped={setTyped} />
      ) : (
        <Notice kind="success" title="You have answered">
          <p>The answer is not shown here, not even to you. You can give another one, which takes its place.</p>
          <button type="button" class="button button-quiet" onClick={() => setTyped({})}>
            Answer again
          </button>
        </Notice>
      )}
    </section>
  );
}

function Answer({ app, typed, setTyped }) {
  const change = (news) => {
    const answer = { ...typed, ...news };
    setTyped(answer);
    app.set(told(answer), PART);
  };
  const field = (name, value, onInput, own) => (
    <Field schema={app.schema} path={`${PART}.${name}`} value={value} onInput={onInput} field={own} />
  );
  const groups = typed.groups ?? [];
  return (
    <>
      {!typed.declines && field("groups", groups, (chosen) => change({ groups: exclusive(groups, chosen) }), NEEDED)}
      {!typed.declines &&
        groups.includes(OWN) &&
        field("another_group", typed.another_group, (another_group) => change({ another_group }), NEEDED)}
      {field("declines", typed.declines, (declines) => change({ declines }))}
      <p class="fine">This answer is saved with the others, but no copy of it is kept in this browser.</p>
    </>
  );
}
