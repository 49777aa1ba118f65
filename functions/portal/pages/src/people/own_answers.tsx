/** One's own self-identification: not on the page until one asks, and gone again with it. */
import { useState } from "preact/hooks";
import { announce } from "../common/announce.ts";
import { call } from "../common/api.ts";
import { ActionButton, Failure } from "../common/page.tsx";
import { PartFacts } from "../common/part_facts.tsx";
import { asError } from "../common/problem.ts";
import type { Form } from "../common/records.ts";
import { loadSchema, type Schema } from "../common/schema.ts";
import { APPLICATION } from "./own_application.ts";

const PART = "self_identification";

interface Shown {
  readonly schema: Schema;
  readonly working: Form | undefined;
  readonly submitted: Form | undefined;
}

async function read(cycle: string): Promise<Shown> {
  const [schema, { body }] = await Promise.all([
    loadSchema("application"),
    call("GET", `${APPLICATION}/self_identification`, { params: { cycle } }),
  ]);
  return { schema, working: body.working as Form | undefined, submitted: body.submitted as Form | undefined };
}

/** A button that shows what one chose, in the working copy and, where that is another, as it was submitted. */
export function OwnAnswers({ cycle }: { cycle: string }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const show = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      setShown(await read(cycle));
      announce("Your answers show.");
    } catch (failed) {
      setError(asError(failed));
    }
    setBusy(false);
  };
  return (
    <div>
      {shown && <Copies shown={shown} />}
      {error && <Failure error={error} />}
      <p class="screen">
        {shown ? (
          <button type="button" class="button button-quiet" onClick={() => setShown(null)}>
            Hide my answers
          </button>
        ) : (
          <ActionButton type="button" quiet busy={busy} onClick={show}>
            Show my answers
          </ActionButton>
        )}
      </p>
    </div>
  );
}

function Copies({ shown: { schema, working, submitted } }: { shown: Shown }) {
  const differ = working && submitted && JSON.stringify(working) !== JSON.stringify(submitted);
  const one = submitted ?? working;
  if (!differ) return one ? <PartFacts schema={schema} name={PART} small part={one} /> : null;
  return (
    <>
      <p>
        <strong>What you submitted</strong>
      </p>
      <PartFacts schema={schema} name={PART} small part={submitted} />
      <p>
        <strong>Changed since, not submitted</strong>
      </p>
      <PartFacts schema={schema} name={PART} small part={working} />
    </>
  );
}
