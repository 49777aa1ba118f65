/** Sending one fact through the system again: what will happen, and that it did. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Failure, Notice } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { Dialog } from "../parts/dialog.tsx";
import { workerName } from "../parts/workers.ts";
import { EVENTS } from "../words.ts";
import type { Entry } from "./index.tsx";

interface ReplayProps {
  readonly entry: Entry;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function Replay({ entry, onClose, onDone }: ReplayProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [sent, setSent] = useState(false);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await call("POST", "/api/staff/activity/{activity}/replay", { params: { activity: entry.id } });
      setSent(true);
      announce("The fact was sent again.");
      onDone();
    } catch (failed) {
      setError(asError(failed));
    }
    setBusy(false);
  };
  return (
    <Dialog title="Send this fact again" onClose={onClose}>
      <p>
        <strong>{EVENTS[entry.type]}</strong>, {entry.at_et}
      </p>
      {sent ? (
        <Notice kind="success">
          <p>It was sent. The trail keeps that you sent it again.</p>
        </Notice>
      ) : (
        <>
          <p>
            It goes the way it went before, to: {entry.starts.map(workerName).join(", ")}. Each does what is missing and
            nothing twice: a mail that was sent isn’t sent again, and a verdict that was reached stays.
          </p>
          {error && <Failure error={error} />}
          <ActionButton type="button" busy={busy} onClick={send}>
            Send it again
          </ActionButton>
        </>
      )}
    </Dialog>
  );
}
