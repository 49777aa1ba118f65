/** States as a word or two in color. */
import { STATUSES, type Status } from "../words.ts";

/** An application's status. */
export function StatusTag({ status }: { status: Status }) {
  const { label, tone } = STATUSES[status];
  return <span class={`tag tag-${tone}`}>{label}</span>;
}
