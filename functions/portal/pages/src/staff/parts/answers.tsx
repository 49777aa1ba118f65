/** The answers of a form in words, part by part, in the form's own order. */
import type { ComponentChildren } from "preact";
import type { Form, Value } from "../../common/records.ts";
import { fieldOf, nodeOf, type Schema } from "../../common/schema.ts";
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
          {instead[name] ?? <Part schema={schema} name={name} part={form[name] as Form} />}
        </section>
      ))}
      {texts.map((name) => (
        <section key={name} class="answers-text">
          <h3>{nodeOf(schema, name)?.title ?? name}</h3>
          <p>{valueInWords(schema, name, form[name] as Value)}</p>
        </section>
      ))}
    </div>
  );
}

function Part({ schema, name, part }: { schema: Schema; name: string; part: Form }) {
  const fields = Object.keys(nodeOf(schema, name)?.properties ?? {});
  return (
    <dl class="facts">
      {fields.flatMap((field) => {
        const path = `${name}.${field}`;
        const words = valueInWords(schema, path, part[field] as Value);
        return words ? [<dt key={`${path}-label`}>{fieldOf(schema, path).label}</dt>, <dd key={path}>{words}</dd>] : [];
      })}
    </dl>
  );
}
