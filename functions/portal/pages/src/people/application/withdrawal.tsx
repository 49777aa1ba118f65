/** Withdrawing: a page of its own, so that it does not happen by accident. */

import { useState } from "preact/hooks";
import { ADDRESSES } from "../../common/addresses.ts";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { Field } from "../../common/fields.tsx";
import { LIMITS } from "../../common/limits.ts";
import { ActionButton, Failure, Page } from "../../common/page.tsx";
import { Link, navigate } from "../../common/router.ts";
import type { Schema } from "../../common/schema.ts";
import { textOf } from "../../common/values.ts";
import { APPLICATION } from "../own_application.ts";
import type { AppProps } from "./app.ts";
import { useAction } from "./submission.ts";

const SCHEMA: Schema = {
  properties: {
    reason: {
      title: "Reason",
      description: "Our staff will read it.",
      type: "string",
      maxLength: LIMITS.reason,
    },
  },
};

/** The page at `/application/withdraw`. */
export function Withdrawal({ app }: AppProps) {
  const { cycle, draft, window, saving } = app;
  const [reason, setReason] = useState("");
  const { busy, problem, run } = useAction(app);
  const withdraw = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    await saving.flush();
    const body = reason.trim() ? { reason: reason.trim() } : {};
    const { done } = await run(() => call("POST", `${APPLICATION}/withdrawal`, { params: { cycle: cycle.id }, body }));
    if (!done) return;
    announce("You withdrew your application.");
    navigate(ADDRESSES.application, { replace: true });
  };
  if (!draft.application || draft.application.status === "withdrawn") return <NothingToWithdraw />;
  const what = draft.application.receipt ? "application" : "draft";
  return (
    <Page title={`Withdraw your ${what}`}>
      <p>
        {what === "draft"
          ? "You haven’t submitted this application. Withdrawing the draft doesn’t delete it. "
          : "If you withdraw, your application is no longer part of the program. "}
        {window.phase === "open"
          ? "We’ll keep your answers, and you can reopen it until the deadline."
          : "The deadline has passed, so you can’t reopen it."}
      </p>
      {problem && <Failure error={problem} />}
      <form onSubmit={withdraw} noValidate>
        <Field schema={SCHEMA} path="reason" value={reason} onInput={(value) => setReason(textOf(value))} rows={4} />
        <div class="buttons">
          <ActionButton danger busy={busy} busyLabel="Withdrawing…">
            Withdraw {what}
          </ActionButton>
          <Link href={ADDRESSES.application}>Keep your {what}</Link>
        </div>
      </form>
    </Page>
  );
}

function NothingToWithdraw() {
  return (
    <Page title="There’s nothing to withdraw">
      <Link href={ADDRESSES.application}>Your application</Link>
    </Page>
  );
}
