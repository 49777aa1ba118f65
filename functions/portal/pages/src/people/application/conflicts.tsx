/** Answers that were changed here and on another page or device: both are kept until one is chosen. */
import { useEffect, useRef } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { Notice } from "../../common/page.tsx";
import { nodeOf, type Schema } from "../../common/schema.ts";
import type { AppProps } from "./app.ts";
import type { Side } from "./draft.ts";
import { answerInWords } from "./words.ts";

const titleOf = (schema: Schema, path: string) => nodeOf(schema, path)?.title ?? path;

interface VersionProps {
  readonly title: string;
  readonly words: string | null;
  readonly label: string;
  readonly onChoose: () => void;
}

function Version({ title, words, label, onChoose }: VersionProps) {
  return (
    <div class="conflict-side">
      <h4>{title}</h4>
      <p class="conflict-words">{words ?? "No answer"}</p>
      <button type="button" class="button button-quiet" onClick={onChoose}>
        {label}
      </button>
    </div>
  );
}

interface ConflictProps extends AppProps {
  readonly path: string;
  readonly choose: (path: string, side: Side) => void;
}

function Conflict({ app, path, choose }: ConflictProps) {
  const { schema, draft } = app;
  const title = titleOf(schema, path);
  return (
    <section class="conflict" aria-label={title}>
      <h3>{title}</h3>
      <div class="conflict-sides">
        <Version
          title="On this page"
          words={answerInWords(schema, path, draft.changes[path])}
          label="Keep this page’s answer"
          onChoose={() => choose(path, "here")}
        />
        <Version
          title="On the other page or device"
          words={answerInWords(schema, path, draft.base[path])}
          label="Use the other answer"
          onChoose={() => choose(path, "there")}
        />
      </div>
    </section>
  );
}

/** The choices that are open; nothing when there are none. */
export function Conflicts({ app }: AppProps) {
  const { draft, saving } = app;
  const heading = useRef<HTMLHeadingElement>(null);
  const count = draft.conflicts.length;
  useEffect(() => {
    if (count) announce("An answer was changed in two places. Choose which one to keep, above the form.");
  }, [count > 0]);
  if (!count) return null;
  const choose = (path: string, side: Side) => {
    saving.resolve(path, side);
    const target = count > 1 ? heading.current : document.querySelector("h1");
    target?.focus();
    announce(side === "here" ? "You kept this page’s answer." : "You chose the other answer.");
  };
  return (
    <section class="notice notice-warning" aria-labelledby="conflicts">
      <h2 id="conflicts" tabIndex={-1} ref={heading}>
        Changed in two places
      </h2>
      <p>You also changed these answers on another page or device. Nothing is lost. Choose which ones to keep.</p>
      {draft.conflicts.map((path) => (
        <Conflict key={path} {...{ app, path, choose }} />
      ))}
    </section>
  );
}

/** What an earlier visit could not save any more. */
export function Restored({ app }: AppProps) {
  const { restored } = app.draft;
  if (!restored.length) return null;
  const titles = restored.map((path) => titleOf(app.schema, path));
  return (
    <Notice kind="success" title="We restored what you typed">
      <p>It couldn’t be saved when you typed it, so this browser kept it: {titles.join(", ")}.</p>
    </Notice>
  );
}
