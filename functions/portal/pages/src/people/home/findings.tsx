/** What the rules say to somebody's answers, each with its reason and the program's words behind it. */
import { useEffect, useRef } from "preact/hooks";
import { Link } from "../../common/router.ts";

const OUTCOMES = {
  eligible: ["You look eligible", "success", "By what you told us, you meet the criteria."],
  needs_review: ["A person would look at it", "warning", "You can apply: where it says “review”, staff decide."],
  ineligible: ["You do not look eligible", "error", "One criterion or more is not met. If that surprises you, ask us."],
};
const RULES = { enrolled: "Medical school", uim: "Underrepresented in medicine", us_based: "Based in the U.S." };
const TAGS = { passes: ["Met", "success"], review: ["Review", "warning"], fails: ["Not met", "error"] };

/** The findings; they take the focus when they are new. Language is judged by what is written later. */
export function Findings({ found }) {
  const heading = useRef();
  const whole = useRef();
  // Another answer to the same question is read out again.
  useEffect(() => {
    heading.current.focus({ preventScroll: true });
    whole.current.scrollIntoView();
  }, [found]);
  const [title, tone, sentence] = OUTCOMES[found.outcome];
  return (
    <div class="findings" ref={whole}>
      <div class={`notice notice-${tone}`}>
        <h3 class="notice-title" tabIndex={-1} ref={heading}>
          {title}
        </h3>
        <p>{sentence}</p>
      </div>
      <ul class="rows">
        {found.reasons
          .filter(({ rule }) => rule in RULES)
          .map((reason) => (
            <Finding key={reason.rule} {...reason} />
          ))}
      </ul>
      <p class="fine">
        Your statement and CV must be in English; that is looked at when they are there. Rules of policy {found.policy}.
      </p>
      <p>
        {found.outcome === "ineligible" ? (
          <Link href="/#ask">Ask the program’s staff</Link>
        ) : (
          <Link class="button" href="/application">
            Go on to the application
          </Link>
        )}
      </p>
    </div>
  );
}

function Finding({ rule, outcome, message, source }) {
  const [label, tone] = TAGS[outcome];
  return (
    <li>
      <p class="finding-head">
        <strong>{RULES[rule]}</strong> <span class={`tag tag-${tone}`}>{label}</span>
      </p>
      <p>{message}</p>
      <p class="fine">The program’s page: “{source}”</p>
    </li>
  );
}
