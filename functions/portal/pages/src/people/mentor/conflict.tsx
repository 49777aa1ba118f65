/** The form was saved elsewhere meanwhile: both copies beside each other, and nothing lost of either. */
import { useEffect, useRef } from "preact/hooks";
import { nodeOf } from "../../common/schema.ts";
import { differing, inPlainWords, valueAt } from "./form_parts.ts";

/** What differs between the `form` and the `stored` record; `onTake(path, value)` takes an answer into the form. */
export function Conflict({ schema, form, stored, onTake }) {
  const heading = useRef();
  const paths = differing(form, stored.form);
  // An answer that was taken over leaves the list, and the button that had the focus with it.
  useEffect(() => heading.current.focus(), [stored, paths.length]);
  return (
    <section class="notice notice-warning" aria-labelledby="conflict">
      <h2 id="conflict" tabIndex={-1} ref={heading}>
        Your form was changed on another page or device
      </h2>
      <p>
        Nothing is lost: the form above still says what you typed here. Choose for each answer, then save; or discard
        your changes.
      </p>
      <ul class="rows">
        {paths.map((path) => (
          <Difference key={path} {...{ schema, path, form, stored }} onTake={onTake} />
        ))}
      </ul>
      {paths.length === 0 && <p>Both copies now say the same.</p>}
    </section>
  );
}

function Difference({ schema, path, form, stored, onTake }) {
  const { title } = nodeOf(schema, path);
  const theirs = valueAt(stored.form, path);
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
          <dt>What is stored</dt>
          <dd>{inPlainWords(schema, path, theirs)}</dd>
        </div>
      </dl>
      <button type="button" class="link" onClick={() => onTake(path, theirs)}>
        Use what is stored<span class="hidden"> for {title}</span>
      </button>
    </li>
  );
}
