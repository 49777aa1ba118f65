/** The answers of a form in words, part by part, in the form's own order. */
import type { ComponentChildren } from "preact";
import { PartFacts } from "../../common/part_facts.tsx";
import type { Form, Value } from "../../common/records.ts";
import { nodeOf, type Schema } from "../../common/schema.ts";
import { isPart } from "../../common/values.ts";
import { valueInWords } from "../../common/words.ts";

interface AnswersProps {
  readonly schema: Schema;
  readonly form: Form;
  /** What shows in place of a part's answers. */
  readonly instead?: Readonly<Record<string, ComponentChildren>>;
}

/** One list of facts: a heading for each part that was answered; texts of their own come last. */
export function Answers({ schema, form, instead = {} }: AnswersProps) {
  const names = Object.keys(schema.properties ?? {}).filter((name) => form[name] !== undefined && form[name] !== null);
  const parts = names.filter((name) => isPart(form[name]));
  const texts = names.filter((name) => !isPart(form[name]));
  return (
    <div class="answers">
      {parts.map((name) => (
        <section key={name}>
          <h3>{nodeOf(schema, name)?.title ?? name}</h3>
          {instead[name] ?? <PartFacts schema={schema} name={name} part={form[name] as Form} />}
        </section>
      ))}
      {texts.map((name) => (
        <section key={name} class="answers-text">
          <h3>{nodeOf(schema, name)?.title ?? name}</h3>
          <p>{valueInWords(schema, name, form[name] as Value) ?? "None"}</p>
        </section>
      ))}
    </div>
  );
}
