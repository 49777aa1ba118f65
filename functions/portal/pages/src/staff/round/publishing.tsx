/** Publishing a draft: who hears what is named before it is done. */
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Notice } from "../../common/page.tsx";
import { useCycles } from "../frame/cycles.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FormError } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";
import { type Names, ROUND_STATES, type StaffRound } from "../rounds/words.ts";
import { Costs } from "./adjustments.tsx";
import type { RoundRecord } from "./record.ts";

interface PublishingProps {
  readonly cycle: string;
  readonly record: RoundRecord;
  readonly round: StaffRound;
  readonly names: Names;
  /** How many changes are gathered and not drawn. */
  readonly gathered: number;
  readonly onClose: () => void;
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

export function Publishing({ cycle, record, round, names, gathered, onClose }: PublishingProps) {
  const { cycle: facts } = useCycles();
  const form = useForm<Record<never, string>>({
    id: `publication.${cycle}.${round.round}`,
    initial: {},
    reload: record.reload,
    send: async () => {
      const params = { cycle, number: `${round.round}` };
      await call("POST", "/api/staff/cycles/{cycle}/rounds/{number}/publication", { params, etag: record.etag });
      await record.reload();
      announce(`Round ${round.round} is published.`);
      onClose();
    },
  });
  const { matched, applicants, adjustments } = round;
  const left = applicants - matched;
  const stored = `${ROUND_STATES[round.state].label}, ${matched} matched`;
  return (
    <Dialog title={`Publish round ${round.round}?`} onClose={onClose}>
      <form onSubmit={form.submit} noValidate>
        <FormError form={form} fields={[]} differences={[{ label: "Round", stored, yours: "Published" }]} />
        {gathered > 0 && (
          <Notice kind="warning" title={`${count(gathered, "change is", "changes are")} not drawn yet`}>
            <p>What you publish is the round without {gathered === 1 ? "it" : "them"}.</p>
          </Notice>
        )}
        <dl class="facts">
          <dt>Proposals</dt>
          <dd>
            {matched}, each with {facts?.response_days ?? 10} days to answer
          </dd>
          <dt>Mails to applicants</dt>
          <dd>{count(matched, "proposal", "proposals")}, one each</dd>
          <dt>Mails to mentors</dt>
          <dd>{count(matched, "proposal", "proposals")}, one for each mentee</dd>
          <dt>Without a mentor</dt>
          <dd>
            {left
              ? `${count(left, "applicant is", "applicants are")} mailed so, and first in the next round`
              : "No one"}
          </dd>
        </dl>
        {adjustments.length > 0 && (
          <>
            <h3>What your adjustments cost</h3>
            <Costs round={round} names={names} />
          </>
        )}
        <p>This can’t be undone: the proposals go out at once.</p>
        <ActionButton busy={form.busy}>Publish and mail</ActionButton>{" "}
        <button type="button" class="button button-quiet" onClick={onClose}>
          Cancel
        </button>
      </form>
    </Dialog>
  );
}
