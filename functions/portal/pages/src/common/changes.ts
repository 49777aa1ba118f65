/** What differs between two versions of a form, field by field and in words. */
import type { Form, Value } from "./records.ts";
import { fieldOf, nodeOf, type Schema } from "./schema.ts";
import { isPart } from "./values.ts";
import { valueInWords } from "./words.ts";

/** A field that differs; `before` and `after` are null where there was no answer. */
export interface Change {
  readonly path: string;
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Whether it is a text of several lines, where single words may differ. */
  readonly long: boolean;
}

/** A run of words that both texts have, or one of them alone. */
export interface Run {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Words beyond which two texts are not compared word by word. */
const MOST_WORDS = 1500;

/** The fields that differ, in the form's own order. */
export function changesOf(schema: Schema, before: Form, after: Form): readonly Change[] {
  return Object.keys(schema.properties ?? {}).flatMap((name) => {
    const inner = Object.keys(nodeOf(schema, name)?.properties ?? {});
    if (inner.length === 0) return differing(schema, name, nodeOf(schema, name)?.title ?? name, before, after);
    return inner.flatMap((field) =>
      differing(schema, `${name}.${field}`, fieldOf(schema, `${name}.${field}`).label, before, after),
    );
  });
}

function differing(schema: Schema, path: string, label: string, before: Form, after: Form): readonly Change[] {
  const [was, is] = [wordsAt(schema, path, before), wordsAt(schema, path, after)];
  return was === is ? [] : [{ path, label, before: was, after: is, long: fieldOf(schema, path).kind === "textarea" }];
}

function wordsAt(schema: Schema, path: string, form: Form): string | null {
  let value: Value | Form = form;
  for (const name of path.split(".")) value = isPart(value) ? value[name] : undefined;
  return isPart(value) ? null : valueInWords(schema, path, value);
}

/** Two texts as one, with the words that one of them alone has; the fewest words differ. */
export function runsOf(before: string, after: string): readonly Run[] {
  const [was, is] = [wordsOf(before), wordsOf(after)];
  if (was.length > MOST_WORDS || is.length > MOST_WORDS) return joined([run("removed", before), run("added", after)]);
  const common = commonLengths(was, is);
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    const [old, now] = [was[i], is[j]];
    if (old !== undefined && old === now) {
      runs.push(run("same", old));
      i += 1;
      j += 1;
    } else if (now === undefined || (old !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))) {
      runs.push(run("removed", old ?? ""));
      i += 1;
    } else {
      runs.push(run("added", now));
      j += 1;
    }
  }
  return joined(runs);
}

const run = (kind: Run["kind"], text: string): Run => ({ kind, text });
const wordsOf = (text: string): readonly string[] => text.match(/\s+|[^\s]+/g) ?? [];
const at = (table: readonly Uint16Array[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** How many words the rests of both texts have in common, from each pair of places on. */
function commonLengths(was: readonly string[], is: readonly string[]): readonly Uint16Array[] {
  const table = Array.from({ length: was.length + 1 }, () => new Uint16Array(is.length + 1));
  for (let i = was.length - 1; i >= 0; i--) {
    const row = table[i] as Uint16Array;
    for (let j = is.length - 1; j >= 0; j--) {
      row[j] = was[i] === is[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

/** Neighbors of one kind made one. */
function joined(runs: readonly Run[]): readonly Run[] {
  const made: Run[] = [];
  for (const next of runs) {
    const last = made.at(-1);
    if (last?.kind === next.kind) made[made.length - 1] = run(next.kind, last.text + next.text);
    else made.push(next);
  }
  return made;
}
