/** The dates of a pair's term, and the form by which staff move them. */
import { useState } from "preact/hooks";
import type { components } from "#openapi";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { inWords } from "../../common/clock.ts";
import { ActionButton, Failure, Skeleton } from "../../common/page.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FormError, TextArea, TextField } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";
import { type Loaded, useRecord } from "../parts/record.ts";

type Match = components["schemas"]["Match"];
type Term = NonNullable<Match["term"]>;

interface DatesProps {
  readonly id: string;
  readonly state: Match["state"];
  readonly term: Term;
  /** Read what shows these dates again. */
  readonly reload: () => Promise<void>;
}

export function Dates({ id, state, term, reload }: DatesProps) {
  const [moves, setMoves] = useState(false);
  const canMove = state === "confirmed" || state === "in_term";
  return (
    <>
      <p class="fine">
        Term: {spanOf(term)}{" "}
        {canMove && (
          <button type="button" class="link" onClick={() => setMoves(true)}>
            Move the dates
          </button>
        )}
      </p>
      {moves && (
        <Dialog title="Move the dates of this pair" onClose={() => setMoves(false)}>
          <Moving id={id} onMoved={reload} onClose={() => setMoves(false)} />
        </Dialog>
      )}
    </>
  );
}

const spanOf = ({ starts_on, ends_on }: Term) => `${inWords(starts_on)} until ${inWords(ends_on)}`;

interface MovingProps {
  readonly id: string;
  readonly onMoved: () => Promise<void>;
  readonly onClose: () => void;
}

function Moving({ id, ...done }: MovingProps) {
  const match = useRecord<Match>(id, () => call("GET", "/api/staff/matches/{match}", { params: { match: id } }));
  const { data } = match;
  if (!data?.term) {
    return match.error ? <Failure error={match.error} retry={match.reload} /> : <Skeleton lines={4} />;
  }
  return <DatesForm {...{ id, match, ...done }} term={data.term} begun={data.state === "in_term"} />;
}

interface FormProps extends MovingProps {
  readonly match: Loaded<Match>;
  readonly term: Term;
  readonly begun: boolean;
}

function DatesForm({ id, match, term, begun, onMoved, onClose }: FormProps) {
  const form = useForm<{ starts_on: string; ends_on: string; reason: string }>({
    id: `dates.${id}`,
    initial: { starts_on: term.starts_on, ends_on: term.ends_on, reason: "" },
    reload: match.reload,
    send: async (body) => {
      const params = { match: id };
      match.take(await call("PUT", "/api/staff/matches/{match}/term", { params, body, etag: match.etag }));
      announce("The dates were moved. Both sides are mailed.");
      await onMoved();
      onClose();
    },
  });
  const { starts_on, ends_on } = form.values;
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError
        form={form}
        fields={["starts_on", "ends_on", "reason"]}
        differences={[
          { label: "First day", stored: term.starts_on, yours: starts_on },
          { label: "Until", stored: term.ends_on, yours: ends_on },
        ]}
      />
      {begun && <p>The term has begun: only its end can be moved.</p>}
      {!begun && <TextField form={form} name="starts_on" label="First day" type="date" />}
      <TextField form={form} name="ends_on" label="Until" type="date" help="The day after the last one." />
      <TextArea
        form={form}
        name="reason"
        label="Reason"
        help="It stays in the activity. Both sides are mailed."
        rows={2}
      />
      <ActionButton busy={form.busy}>Move the dates</ActionButton>{" "}
      <button type="button" class="button button-quiet" onClick={onClose}>
        Cancel
      </button>
    </form>
  );
}
