/** Withdrawing: a page of its own, so that nobody does it by accident. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { Field } from "../../common/fields.tsx";
import { ActionButton, Failure, Page } from "../../common/page.tsx";
import { Link, navigate } from "../../common/router.ts";
import { useAction } from "./submission.ts";

const SCHEMA = {
  properties: {
    reason: {
      title: "Reason",
      description: "Staff read it, if you wish to tell one.",
      type: "string",
      maxLength: 2000,
    },
  },
};

/** The page at `/application/withdraw`. */
export function Withdrawal({ app }) {
  const { draft, window, saving } = app;
  const [reason, setReason] = useState("");
  const { busy, problem, run } = useAction(app);
  const withdraw = async (event) => {
    event.preventDefault();
    if (busy) return;
    await saving.flush();
    const { body } = await run("POST", "/withdrawal", reason.trim() ? { reason: reason.trim() } : {});
    if (!body) return;
    announce("Your application is withdrawn.");
    navigate("/application", { replace: true });
  };
  if (!draft.application || draft.application.status === "withdrawn") return <NothingToWithdraw />;
  const open = window.phase === "open";
  return (
    <Page title="Withdraw your application">
      <p>
        Your application then takes no part in the program.{" "}
        {open
          ? "Your answers are kept, and you can take it up again until the deadline."
          : "The deadline has passed, so it cannot be taken up again."}
      </p>
      {problem && <Failure error={problem} />}
      <form onSubmit={withdraw} noValidate>
        <Field schema={SCHEMA} path="reason" value={reason} onInput={setReason} rows={4} />
        <div class="buttons">
          <ActionButton danger busy={busy} busyLabel="Withdrawing…">
            Withdraw the application
          </ActionButton>
          <Link href="/application">Keep it</Link>
        </div>
      </form>
    </Page>
  );
}

function NothingToWithdraw() {
  return (
    <Page title="There is nothing to withdraw">
      <Link href="/application">Your application</Link>
    </Page>
  );
}
