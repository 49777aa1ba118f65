/** A person's mails with what became of each, and mail to an address again that failed before. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Notice, type Tone } from "../../common/page.tsx";
import type { Mailbox } from "../words.ts";
import { FormError, TextArea } from "./fields.tsx";
import { useForm } from "./form.ts";
import { mailTitle } from "./mail_titles.ts";

type State = Mailbox["items"][number]["state"];

const STATES: Readonly<Record<State, { readonly label: string; readonly tone: Tone }>> = {
  sending: { label: "On its way", tone: "info" },
  sent: { label: "Sent", tone: "info" },
  delayed: { label: "Delayed", tone: "warning" },
  delivered: { label: "Delivered", tone: "success" },
  bounced: { label: "Came back", tone: "warning" },
  hard_bounced: { label: "Came back: no such address", tone: "error" },
  complained: { label: "Reported as spam", tone: "error" },
  rejected: { label: "Rejected", tone: "error" },
  refused: { label: "Refused", tone: "error" },
  held_back: { label: "Not sent", tone: "warning" },
};

const REASONS: Readonly<Record<NonNullable<Mailbox["suppressed"]>["reason"], string>> = {
  hard_bounced: "Our e-mail came back: there’s no such address, or it takes no mail.",
  complained: "The person reported our e-mail as spam.",
};

interface MailsProps {
  readonly mailbox: Mailbox;
  readonly of: "application" | "mentor";
  readonly id: string;
  readonly reload: () => Promise<void>;
}

export function Mails({ mailbox: { suppressed, items }, of, id, reload }: MailsProps) {
  return (
    <>
      {suppressed && <Suppressed key={suppressed.since} {...{ suppressed, of, id, reload }} />}
      {items.length === 0 && <p>No e-mail yet.</p>}
      <ul class="events">
        {items.map(({ id: mail, mail: name, at, at_et, state }) => (
          <li key={mail}>
            <p>
              {mailTitle(name)} <span class={`tag tag-${STATES[state].tone}`}>{STATES[state].label}</span>
            </p>
            <p class="fine">
              <time dateTime={at}>{at_et}</time>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

interface SuppressedProps extends Omit<MailsProps, "mailbox"> {
  readonly suppressed: NonNullable<Mailbox["suppressed"]>;
}

function Suppressed({ suppressed: { reason, since, since_et }, of, id, reload }: SuppressedProps) {
  const [asks, setAsks] = useState(false);
  const form = useForm<{ reason: string }>({
    id: `mail.${id}`,
    initial: { reason: "" },
    reload,
    send: async (body) => {
      if (of === "mentor") {
        await call("POST", "/api/staff/mentors/{mentor}/mail_restoration", { params: { mentor: id }, body });
      } else {
        const params = { application: id };
        await call("POST", "/api/staff/applications/{application}/mail_restoration", { params, body });
      }
      announce("E-mail goes to this address again.");
      await reload();
    },
  });
  return (
    <Notice kind="warning" title="This address gets no e-mail">
      <p>
        {REASONS[reason]} Since <time dateTime={since}>{since_et}</time>, we send it nothing but sign-in codes.
      </p>
      {asks ? (
        <form onSubmit={form.submit} noValidate>
          <FormError form={form} fields={["reason"]} />
          <TextArea form={form} name="reason" label="How do you know that it works?" help="For the trail." />
          <ActionButton busy={form.busy}>Send e-mail again</ActionButton>
        </form>
      ) : (
        <p>
          <button type="button" class="link" onClick={() => setAsks(true)}>
            Send e-mail to it again
          </button>
        </p>
      )}
    </Notice>
  );
}
