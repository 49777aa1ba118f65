/** Leaving for good: everything that is held of a person is erased. */
import { useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { Field, focusField } from "../../common/fields.tsx";
import { ActionButton, Failure, Notice } from "../../common/page.tsx";
import { textOf } from "../../common/values.ts";
import { useSending } from "../sending.ts";

const WORD = "erase";
const SCHEMA = {
  required: ["erase"],
  properties: { erase: { type: "string", title: `Type “${WORD}” to confirm`, maxLength: WORD.length } },
};

interface LeaveProps {
  readonly left: boolean;
  readonly onLeft: () => void;
}

export function Leave({ left, onLeft }: LeaveProps) {
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string>();
  const { busy, error, sendOnce } = useSending(onLeft);
  if (left) {
    return (
      <Notice kind="success" title="We’re erasing your account">
        <p>It takes up to an hour. You can sign out and close this page. We wish you all the best.</p>
      </Notice>
    );
  }
  const leave = (event: SubmitEvent) => {
    event.preventDefault();
    const isSure = typed.trim().toLowerCase() === WORD;
    setWrong(isSure ? undefined : `Type “${WORD}” to confirm.`);
    if (isSure) sendOnce("We’re erasing your account.", () => call("DELETE", "/api/account", {}));
    else focusField("erase");
  };
  return (
    <section class="section" aria-labelledby="leave-title">
      <h2 id="leave-title">Leave for good</h2>
      <p>
        We erase your account, your applications and CV, your mentor form, your questions, and our e-mails to you. If
        you’re matched, the match ends first, and we let the other person know that you’ve left. You can’t undo this.
      </p>
      <p>We keep counts and a record of what happened when, with no name or address in it.</p>
      {error && <Failure error={error} />}
      <form onSubmit={leave} noValidate>
        <Field schema={SCHEMA} path="erase" value={typed} error={wrong} onInput={(value) => setTyped(textOf(value))} />
        <div class="buttons">
          <ActionButton danger busy={busy}>
            Erase everything
          </ActionButton>
        </div>
      </form>
    </section>
  );
}
