/** The form was saved somewhere else meanwhile: both copies beside each other, and nothing lost of either. */
import { useEffect, useRef } from "preact/hooks";
import type { Form } from "../../common/records.ts";
import { nodeOf, type Schema } from "../../common/schema.ts";
import type { Base } from "./draft.ts";
import { differing, inPlainWords, type Path, valueAt } from "./form_parts.ts";

interface ConflictProps {
  readonly schema: Schema;
  readonly form: Form;
  readonly stored: Base;
  readonly onTake: (path: Path) => void;
}

/** What differs between the `form` and the `stored` copy; `onTake` takes an answer of the copy into the form. */
export function Conflict({ schema, form, stored, onTake }: ConflictProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const paths = differing(form, stored.form);
  // An answer that was taken over leaves the list, and the button that had the focus with it.
  useEffect(() => heading.current?.focus(), [stored, paths.length]);
  return (
    <section class="notice notice-warning" aria-labelledby="conflict">
      <h2 id="conflict" tabIndex={-1} ref={heading}>
        Your form was changed on another page or device
      </h2>
      <p>
        Nothing is lost: the form above still has what you typed here. Choose one version of each answer, then save. Or
        discard your changes.
      </p>
      <ul class="rows">
        {paths.map((path) => (
          <Difference key={path} {...{ schema, path, form, stored, onTake }} />
        ))}
      </ul>
      {paths.length === 0 && <p>Both copies are the same now.</p>}
    </section>
  );
}

function Difference({ schema, path, form, stored, onTake }: ConflictProps & { path: Path }) {
  const title = nodeOf(schema, path)?.title;
  return (
    <li>
      <p class="difference-title">
        <strong>{title}</strong>
      </p>
      <dl class="difference">
        <div>
          <dt>What you typed</dt>
          <dd>{inPlainWords(schema, path, valueAt(form, path))}</dd>
        </div>
        <div>
          <dt>What is saved</dt>
          <dd>{inPlainWords(schema, path, valueAt(stored.form, path))}</dd>
        </div>
      </dl>
      <button type="button" class="link" onClick={() => onTake(path)}>
        Use what is saved<span class="hidden"> for {title}</span>
      </button>
    </li>
  );
}
