/** Fields that differ between two versions of a form, each with what it was and what it is. */
import { type Change, runsOf } from "./changes.ts";

interface ChangeListProps {
  readonly changes: readonly Change[];
  /** Whether another CV belongs to the newer version. */
  readonly newCv: boolean;
}

/** The fields, in the form's own order. */
export function ChangeList({ changes, newCv }: ChangeListProps) {
  return (
    <dl class="small-facts">
      {changes.map((change) => [
        <dt key={`${change.path}-label`}>{change.label}</dt>,
        <dd key={change.path}>
          <Values change={change} />
        </dd>,
      ])}
      {newCv && [<dt key="cv-label">CV</dt>, <dd key="cv">Another file</dd>]}
    </dl>
  );
}

/** Screen readers hear which words went and which came. */
function Values({ change: { before, after, long } }: { change: Change }) {
  if (long && before && after) {
    return (
      <p class="changes-text">
        {runsOf(before, after).map(({ kind, text }, index) => {
          const key = `${index}-${kind}`;
          if (kind === "removed") return <Was key={key} text={text} />;
          return kind === "added" ? <Is key={key} text={text} /> : <span key={key}>{text}</span>;
        })}
      </p>
    );
  }
  return (
    <>
      {before ? <Was text={before} /> : <span class="fine">No answer</span>} <span aria-hidden="true">→</span>{" "}
      {after ? <Is text={after} /> : <span class="fine">No answer</span>}
    </>
  );
}

const Was = ({ text }: { text: string }) => (
  <del>
    <span class="hidden">Removed: </span>
    {text}
  </del>
);

const Is = ({ text }: { text: string }) => (
  <ins>
    <span class="hidden">Added: </span>
    {text}
  </ins>
);
