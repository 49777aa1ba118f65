/** Questions that people ask, each with its answer folded away. */

interface QuestionsProps {
  /** The heading's id on the page. */
  readonly id: string;
  readonly items: readonly { readonly question: string; readonly answer: string }[];
}

export function Questions({ id, items }: QuestionsProps) {
  return (
    <section class="section" aria-labelledby={id}>
      <h2 id={id}>Questions and answers</h2>
      <div class="asked-often">
        {items.map(({ question, answer }) => (
          <details key={question}>
            <summary>{question}</summary>
            <p>{answer}</p>
          </details>
        ))}
      </div>
    </section>
  );
}
