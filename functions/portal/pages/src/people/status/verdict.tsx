/** What the criteria came to: every reason, with the program's sentence behind it. */

const RULES = {
  enrolled: "Medical school",
  uim: "Underrepresented in medicine",
  us_based: "Based in the U.S.",
  english: "In English",
};
const TAGS = { passes: ["Met", "success"], review: ["For staff", "warning"], fails: ["Not met", "error"] };
const WORST_FIRST = ["fails", "review", "passes"];

/** The verdict; what is in the way stands first. */
export function Verdict({ verdict }) {
  const reasons = [...verdict.reasons].sort(
    (one, other) => WORST_FIRST.indexOf(one.outcome) - WORST_FIRST.indexOf(other.outcome),
  );
  return (
    <section class="section" aria-labelledby="verdict">
      <h2 id="verdict">The criteria, one by one</h2>
      {verdict.decided_by === "staff" ? <ByStaff {...verdict} /> : null}
      <ul class="rows">
        {reasons.map((reason) => (
          <Reason key={reason.rule} {...reason} />
        ))}
      </ul>
      <p class="fine">
        {verdict.decided_by === "staff" ? "Decided by staff" : "Checked by the program’s rules"} on{" "}
        <time dateTime={verdict.decided_at}>{verdict.decided_at_et}</time>, policy {verdict.policy}.
      </p>
    </section>
  );
}

function ByStaff({ note, reasons }) {
  return (
    <>
      <p>Staff of the program read your application and decided{note ? ":" : "."}</p>
      {note && <blockquote class="note">{note}</blockquote>}
      {reasons.length > 0 && <p>Before that, the program’s rules had found this:</p>}
    </>
  );
}

function Reason({ rule, outcome, message, source }) {
  const [label, tone] = TAGS[outcome];
  return (
    <li>
      <p class="reason-head">
        <strong>{RULES[rule] ?? rule}</strong> <span class={`tag tag-${tone}`}>{label}</span>
      </p>
      <p class="reason-message">{message}</p>
      <p class="fine">The program’s page: “{source}”</p>
    </li>
  );
}
