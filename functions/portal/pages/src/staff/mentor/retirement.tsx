/** A mentor leaves for good: what that does is named before it is done. */
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton } from "../../common/page.tsx";
import { mentorName } from "../mentors/words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { FormError, TextArea } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";
import { change } from "./record.ts";
import { statusBeside, type TakingProps } from "./taking.tsx";

export function Retirement({ id, mentor, data, onClose }: TakingProps & { readonly onClose: () => void }) {
  const form = useForm<{ reason: string }>({
    id: `retirement.${id}`,
    initial: { reason: "" },
    reload: mentor.reload,
    send: async ({ reason }) => {
      const body = { reason: reason || null };
      await change(mentor, id, (of) => call("POST", "/api/staff/mentors/{mentor}/retirement", { ...of, body }));
      announce(`${mentorName(data)} is retired.`);
      onClose();
    },
  });
  const count = (...states: readonly string[]) => data.matches.filter(({ state }) => states.includes(state)).length;
  return (
    <Dialog title={`Retire ${mentorName(data)}?`} onClose={onClose}>
      <form onSubmit={form.submit} noValidate>
        <FormError form={form} fields={["reason"]} differences={statusBeside(data, "Retired")} />
        <ul>
          <li>No round matches them any more. This can’t be undone.</li>
          <li>
            Open proposals that are closed: {count("proposed")}. The applicants hear of it and come first next time.
          </li>
          <li>
            Confirmed matches that end: {count("confirmed", "in_term")}. The mentees hear of it and are offered a
            rematch.
          </li>
        </ul>
        <TextArea form={form} name="reason" label="Reason (optional)" help="It stays in the activity." rows={2} />
        <ActionButton busy={form.busy} danger>
          Retire for good
        </ActionButton>{" "}
        <button type="button" class="button button-quiet" onClick={onClose}>
          Cancel
        </button>
      </form>
    </Dialog>
  );
}
