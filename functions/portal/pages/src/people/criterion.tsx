/** What a rule of the program found, with the program's sentence behind it. */
import type { Tone } from "../common/page.tsx";
import type { Reason, RuleOutcome } from "../common/records.ts";

const TAGS: Readonly<Record<RuleOutcome, { readonly label: string; readonly tone: Tone }>> = {
  passes: { label: "Met", tone: "success" },
  review: { label: "Review", tone: "warning" },
  fails: { label: "Not met", tone: "error" },
};

/** An item of a list of criteria. */
export function Criterion({ reason: { title, outcome, message, source } }: { reason: Reason }) {
  const { label, tone } = TAGS[outcome];
  return (
    <li>
      <p class="criterion-head">
        <strong>{title}</strong> <span class={`tag tag-${tone}`}>{label}</span>
      </p>
      <p class="criterion-message">{message}</p>
      <p class="fine">From the program’s page: “{source}”</p>
    </li>
  );
}
