/** The answers of one part of a form in words. */
import type { Form, Value } from "./records.ts";
import { fieldOf, nodeOf, type Schema } from "./schema.ts";
import { valueInWords } from "./words.ts";

interface PartFactsProps {
  readonly schema: Schema;
  /** The part's name. */
  readonly name: string;
  readonly part: Form;
  /** Whether it's for a narrow place. */
  readonly small?: boolean;
}

/** A list of facts: what was answered, in the form's own order. */
export function PartFacts({ schema, name, part, small = false }: PartFactsProps) {
  const fields = Object.keys(nodeOf(schema, name)?.properties ?? {});
  return (
    <dl class={small ? "small-facts" : "facts"}>
      {fields.flatMap((field) => {
        const path = `${name}.${field}`;
        const words = valueInWords(schema, path, part[field] as Value);
        return words ? [<dt key={`${path}-label`}>{fieldOf(schema, path).label}</dt>, <dd key={path}>{words}</dd>] : [];
      })}
    </dl>
  );
}
