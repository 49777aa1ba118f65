/** The form by which staff end a match that can't go on. */
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Failure, Skeleton } from "../../common/page.tsx";
import { MATCH_STATES } from "../mentors/words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { FormError, TextArea } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";
import { type Loaded, useRecord } from "../parts/record.ts";
import type { Match } from "./pair.tsx";

interface EndingProps {
  readonly id: string;
  /** Read what shows this match again. */
  readonly reload: () => Promise<void>;
  readonly onClose: () => void;
}

export function Ending({ id, ...done }: EndingProps) {
  const match = useRecord<Match>(id, () => call("GET", "/api/staff/matches/{match}", { params: { match: id } }));
  const { data, error, reload } = match;
  return (
    <Dialog title="End this match?" onClose={done.onClose}>
      {data ? (
        <EndingForm {...{ id, match, data, ...done }} />
      ) : error ? (
        <Failure error={error} retry={reload} />
      ) : (
        <Skeleton lines={4} />
      )}
    </Dialog>
  );
}

interface FormProps extends EndingProps {
  readonly match: Loaded<Match>;
  readonly data: Match;
}

function EndingForm({ id, match, data, reload, onClose }: FormProps) {
  const form = useForm<{ reason: string }>({
    id: `ending.${id}`,
    initial: { reason: "" },
    reload: match.reload,
    send: async (body) => {
      const params = { match: id };
      match.take(await call("POST", "/api/staff/matches/{match}/ending", { params, body, etag: match.etag }));
      announce("The match is ended. Both sides are mailed.");
      await reload();
      onClose();
    },
  });
  const stored = MATCH_STATES[data.state].label;
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError form={form} fields={["reason"]} differences={[{ label: "Match", stored, yours: "Ended" }]} />
      <ul>
        <li>Both sides get a mail that staff ended it. This can’t be undone.</li>
        <li>Both places are free again. Where time is left for a term, both come first in the next round.</li>
      </ul>
      <TextArea
        form={form}
        name="reason"
        label="Reason"
        help="For staff: it stays in the activity, and neither side reads it."
        rows={2}
      />
      <ActionButton busy={form.busy} danger>
        End the match
      </ActionButton>{" "}
      <button type="button" class="button button-quiet" onClick={onClose}>
        Cancel
      </button>
    </form>
  );
}
