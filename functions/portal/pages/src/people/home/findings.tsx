/** What the rules make of the answers, each with its reason and the program's words behind it. */
import { useEffect, useRef } from "preact/hooks";
import { ADDRESSES, ASK } from "../../common/addresses.ts";
import type { Tone } from "../../common/page.tsx";
import type { Judgement, Outcome } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { Criterion } from "../criterion.tsx";

const OUTCOMES: Record<Outcome, { title: string; tone: Tone; text: string }> = {
  eligible: { title: "You look eligible", tone: "success", text: "Based on your answers, you meet the criteria." },
  needs_review: {
    title: "Our staff would review your application",
    tone: "warning",
    text: "You can apply. Where it says “Review,” our staff decides.",
  },
  ineligible: {
    title: "You don’t look eligible",
    tone: "error",
    text: "You don’t meet at least one of the criteria. If that surprises you, ask us.",
  },
};
/** The rule about what is not written yet at the time of the check. */
const LATER = "english";

interface FindingsProps {
  readonly judgement: Judgement;
  /** Called on the way into the application. */
  readonly onUse: () => void;
}

/** The findings; they take the focus when they are new. */
export function Findings({ judgement, onUse }: FindingsProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const whole = useRef<HTMLDivElement>(null);
  // Another answer to the same question is read out again.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    whole.current?.scrollIntoView();
  }, [judgement]);
  const { title, tone, text } = OUTCOMES[judgement.outcome];
  return (
    <div class="findings" ref={whole}>
      <div class={`notice notice-${tone}`}>
        <h3 class="notice-title" tabIndex={-1} ref={heading}>
          {title}
        </h3>
        <p>{text}</p>
      </div>
      <ul class="rows">
        {judgement.reasons
          .filter(({ rule }) => rule !== LATER)
          .map((reason) => (
            <Criterion key={reason.rule} reason={reason} />
          ))}
      </ul>
      <p class="fine">Your statement and CV must be in English; we check that when you submit them.</p>
      {judgement.outcome === "ineligible" ? (
        <p>
          <Link href={ASK}>Ask the program’s staff</Link>
        </p>
      ) : (
        <>
          <p>
            <Link class="button" href={ADDRESSES.application} onFollow={onUse}>
              Use these answers and apply
            </Link>
          </p>
          <p class="fine">
            We fill them into your application, all but your self-identification: we’ll ask you for that again.
          </p>
        </>
      )}
    </div>
  );
}
