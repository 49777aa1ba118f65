/** Answers that were changed here and on another page or device: both are kept until one is chosen. */
import { useEffect, useRef } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { Notice } from "../../common/page.tsx";
import { nodeOf } from "../../common/schema.ts";
import { inWords } from "./words.ts";

const NOTHING = "No answer";

function Side({ title, words, label, onChoose }) {
  return (
    <div class="conflict-side">
      <h4>{title}</h4>
      <p class="conflict-words">{words ?? NOTHING}</p>
      <button type="button" class="button button-quiet" onClick={onChoose}>
        {label}
      </button>
    </div>
  );
}

function Conflict({ app, path, choose }) {
  const { schema, draft } = app;
  const title = nodeOf(schema, path).title;
  return (
    <section class="conflict" aria-label={title}>
      <h3>{title}</h3>
      <div class="conflict-sides">
        <Side
          title="On this page"
          words={inWords(schema, path, draft.changes[path])}
          label="Keep this page’s"
          onChoose={() => choose(path, "here")}
        />
        <Side
          title="On the other page or device"
          words={inWords(schema, path, draft.base[path])}
          label="Take the other"
          onChoose={() => choose(path, "there")}
        />
      </div>
    </section>
  );
}

/** The choices that are open; nothing when there are none. */
export function Conflicts({ app }) {
  const { draft, saving } = app;
  const heading = useRef();
  const count = draft.conflicts.length;
  useEffect(() => {
    if (count)
      announce("An answer was also changed on another page or device. Choose which one to keep, above the form.");
  }, [count > 0]);
  if (!count) return null;
  const choose = (path, side) => {
    saving.choose(path, side);
    const target = count > 1 ? heading.current : document.querySelector("h1");
    target.focus();
    announce(side === "here" ? "This page’s answer is kept." : "The other answer is taken.");
  };
  return (
    <section class="notice notice-warning" aria-labelledby="conflicts">
      <h2 id="conflicts" tabIndex={-1} ref={heading}>
        Changed in two places
      </h2>
      <p>These answers were also changed on another page or device. Nothing is lost: choose which one to keep.</p>
      {draft.conflicts.map((path) => (
        <Conflict key={path} {...{ app, path, choose }} />
      ))}
    </section>
  );
}

/** What an earlier visit could not save any more. */
export function Restored({ app }) {
  const { restored } = app.draft;
  if (!restored.length) return null;
  const titles = restored.map((path) => nodeOf(app.schema, path)?.title ?? path);
  return (
    <Notice kind="success" title="What you typed is back">
      <p>It could not be saved when you typed it, and was kept in this browser: {titles.join(", ")}.</p>
    </Notice>
  );
}
