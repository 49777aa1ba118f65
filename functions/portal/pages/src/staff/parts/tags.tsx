/** States as a word or two in color. */
import { countdown } from "../../common/clock.ts";
import { STATUSES, type Status } from "../words.ts";

/** An application's status. */
export function StatusTag({ status }: { status: Status }) {
  const { label, tone } = STATUSES[status];
  return <span class={`tag tag-${tone}`}>{label}</span>;
}

/** By how much a submission was late. */
export function LateTag({ seconds }: { seconds: number }) {
  return <span class="tag tag-warning">{lateBy(seconds)} late</span>;
}

/** How late, in its two largest units; what is less than a second is said as that. */
export const lateBy = (seconds: number): string => (seconds < 1 ? "under 1 second" : countdown(seconds * 1000));
