/** Sign-out after half an hour in which no one did anything, announced two minutes before. */
import { useEffect, useRef, useState } from "preact/hooks";
import { countdown } from "../../common/clock.ts";
import { signOut } from "../../common/session.ts";
import { Dialog } from "../parts/dialog.tsx";
import { keepingTyped } from "../parts/form.ts";

const MINUTE = 60_000;
export const IDLE_MS = 30 * MINUTE;
const WARNING_MS = 2 * MINUTE;
/** Marks, for after the sign-out, why it happened. */
const IDLE = "signed_out_idle";
const SIGNS = ["pointerdown", "keydown", "wheel"] as const;

/** Whether the last sign-out was for want of anything done; true once. */
export function wasIdle(): boolean {
  const idle = sessionStorage.getItem(IDLE) !== null;
  sessionStorage.removeItem(IDLE);
  return idle;
}

/** Signs out when it is time; while little of it is left, says so above the page. */
export function IdleSignOut() {
  const last = useRef(Date.now());
  const [left, setLeft] = useState(IDLE_MS);
  const warned = left <= WARNING_MS;
  useEffect(() => {
    const done = () => {
      last.current = Date.now();
    };
    // While the warning shows, only its button counts.
    if (!warned) for (const sign of SIGNS) addEventListener(sign, done, { passive: true });
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, done);
    };
  }, [warned]);
  useEffect(() => {
    const look = () => {
      const now = last.current + IDLE_MS - Date.now();
      setLeft((before) => (now <= WARNING_MS || before <= WARNING_MS ? now : before));
      if (now > 0) return;
      clearInterval(timer);
      keepingTyped(signOut);
      sessionStorage.setItem(IDLE, "yes");
    };
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, []);
  if (!warned) return null;
  const stay = () => {
    last.current = Date.now();
    setLeft(IDLE_MS);
  };
  return (
    <Dialog title="Are you still here?" onClose={stay}>
      <p>
        Nothing has happened here for a while, so we’ll sign you out in <span role="timer">{countdown(left)}</span>.
        What you typed and haven’t sent stays in this tab.
      </p>
      <button type="button" class="button" onClick={stay}>
        Stay signed in
      </button>
    </Dialog>
  );
}
