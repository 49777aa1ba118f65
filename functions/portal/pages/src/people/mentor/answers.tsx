/** What a mentor answered in the Mentor Interest Form, to read and to change. */
import { useEffect, useRef, useState } from "preact/hooks";
import { nodeOf } from "../../common/schema.ts";
import { isKept } from "./draft.ts";
import { InterestForm } from "./form.tsx";
import { inPlainWords, PATHS, valueAt } from "./form_parts.ts";

/** The answers of the `record`; `onSaved` is called once a change has arrived, `onStale` when another came first. */
export function Answers({ schema, person, record, onSaved, onStale }) {
  const [changing, setChanging] = useState(() => isKept(person));
  const heading = useRef();
  const stood = useRef(changing);
  useEffect(() => {
    if (stood.current !== changing) heading.current.focus();
    stood.current = changing;
  }, [changing]);
  const close = () => setChanging(false);
  const saved = (first) => {
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
        <Told schema={schema} form={record.form} onChange={() => setChanging(true)} />
      )}
    </section>
  );
}

function Told({ schema, form, onChange }) {
  return (
    <>
      <dl class="facts answers">
        {PATHS.flatMap((path) => [
          <dt key={`${path}-label`}>{nodeOf(schema, path).title}</dt>,
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
