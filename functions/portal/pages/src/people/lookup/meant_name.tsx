/** What a stored name means, in the server's words, below an answer that shows it. */

const oneOf = new Intl.ListFormat("en-US", { type: "disjunction" });

interface MeantNameProps {
  readonly typed: string;
  /** The listed one that's meant. */
  readonly name?: string | undefined;
  /** Those that may be meant. */
  readonly candidates: readonly string[];
}

/** What it's taken for where that's another name, or what it may have been meant for; nothing for one like any other. */
export function MeantName({ typed, name, candidates }: MeantNameProps) {
  if (name) return name === typed ? null : <p class="fine">{`We take “${typed}” as ${name}.`}</p>;
  if (!candidates.length) return null;
  return (
    <p class="answers-missing">
      Did you mean {oneOf.format(candidates)}? If so, change “{typed}” to that name.
    </p>
  );
}
