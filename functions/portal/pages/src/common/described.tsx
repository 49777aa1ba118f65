/** What is above a control: the field's help and what is wrong with it. */
import type { ComponentChildren } from "preact";

interface WordsProps {
  readonly id: string;
  readonly help: ComponentChildren;
  readonly error: string | undefined;
}

export function Words({ id, help, error }: WordsProps) {
  return (
    <>
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <span class="hidden">Error: </span>
          {error}
        </p>
      )}
    </>
  );
}
