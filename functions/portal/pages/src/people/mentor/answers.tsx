/** What a mentor answered in the Mentor Interest Form, to read and to change. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Form, MentorRecord } from "../../common/records.ts";
import { fieldOf, nodeOf, type Schema } from "../../common/schema.ts";
import type { Person } from "../../common/session.ts";
import { isUnchecked } from "../../common/words.ts";
import { MeantName } from "../lookup/meant_name.tsx";
import { isKept, type Listeners } from "./draft.ts";
import { InterestForm } from "./form.tsx";
import { inPlainWords, isAsked, PATHS, type Path, valueAt } from "./form_parts.ts";

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
        <Given {...{ schema, record }} onChange={() => setChanging(true)} />
      )}
    </section>
  );
}

function Given({ schema, record, onChange }: { schema: Schema; record: MentorRecord; onChange: () => void }) {
  const form: Form = record.form;
  const isTold = (path: Path) => isAsked(path, form) && !isUnchecked(fieldOf(schema, path), valueAt(form, path));
  return (
    <>
      <dl class="facts answers">
        {PATHS.filter(isTold).flatMap((path) => [
          <dt key={`${path}-label`}>{nodeOf(schema, path)?.title}</dt>,
          <dd key={path}>
            {inPlainWords(schema, path, valueAt(form, path))}
            {path === "institution" && <MeantName {...record.institution} />}
            {path === "avoid_institutions" &&
              record.avoid_institutions.map((meant) => <MeantName key={meant.typed} {...meant} />)}
          </dd>,
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
