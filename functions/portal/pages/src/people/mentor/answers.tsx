/** What a mentor answered in the Mentor Interest Form, to read and to change. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Form, MentorRecord } from "../../common/records.ts";
import { nodeOf, type Schema } from "../../common/schema.ts";
import type { Person } from "../../common/session.ts";
import { isKept, type Listeners } from "./draft.ts";
import { InterestForm } from "./form.tsx";
import { inPlainWords, PATHS, valueAt } from "./form_parts.ts";

interface AnswersProps extends Listeners {
  readonly schema: Schema;
  readonly person: Person;
  readonly record: MentorRecord;
}

/** The answers of the `record`. */
export function Answers({ schema, person, record, onSaved, onStale }: AnswersProps) {
  const [changing, setChanging] = useState(() => isKept(person));
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(changing);
  useEffect(() => {
    if (before.current !== changing) heading.current?.focus();
    before.current = changing;
  }, [changing]);
  const close = () => setChanging(false);
  const saved = (first: boolean) => {
    close();
    onSaved(first);
  };
  return (
    <section class="section" aria-labelledby="answers">
      <h2 id="answers" tabIndex={-1} ref={heading}>
        {changing ? "Change your answers" : "Your Mentor Interest Form"}
      </h2>
      {changing ? (
        <InterestForm {...{ schema, person, record, onStale }} onSaved={saved} onClose={close} />
      ) : (
        <Given schema={schema} form={record.form} onChange={() => setChanging(true)} />
      )}
    </section>
  );
}

function Given({ schema, form, onChange }: { schema: Schema; form: Form; onChange: () => void }) {
  return (
    <>
      <dl class="facts answers">
        {PATHS.flatMap((path) => [
          <dt key={`${path}-label`}>{nodeOf(schema, path)?.title}</dt>,
          <dd key={path}>{inPlainWords(schema, path, valueAt(form, path))}</dd>,
        ])}
      </dl>
      <div class="buttons">
        <button type="button" class="button button-quiet" onClick={onChange}>
          Change your answers
        </button>
      </div>
    </>
  );
}
