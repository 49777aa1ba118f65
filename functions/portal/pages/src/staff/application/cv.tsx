/** The CV of an application, and what to know before it is opened. */
import type { Cv } from "../../common/records.ts";
import type { Whole } from "../words.ts";

const STATES: Readonly<Record<Cv["status"], string>> = {
  waiting: "being checked",
  accepted: "accepted",
  refused: "not accepted",
};

export function CvFiles({ materials }: { materials: Whole["materials"] }) {
  if (!materials?.cv && !materials?.submitted_cv) return <p>No CV.</p>;
  return (
    <>
      {materials.submitted_cv && <File cv={materials.submitted_cv} title="Submitted with the application" />}
      {materials.cv && <File cv={materials.cv} title={materials.submitted_cv ? "Uploaded since" : ""} />}
    </>
  );
}

function File({ cv, title }: { cv: Cv; title: string }) {
  return (
    <div class="cv">
      {title && <p class="fine">{title}</p>}
      <p>
        {cv.link ? (
          <a href={cv.link} target="_blank" rel="noreferrer">
            {cv.filename}
          </a>
        ) : (
          cv.filename
        )}{" "}
        <span class="fine">
          {STATES[cv.status]}
          {cv.pages ? ` · ${cv.pages} ${cv.pages === 1 ? "page" : "pages"}` : ""} · {cv.uploaded_at_et}
        </span>
      </p>
      {cv.messages.map((message) => (
        <p key={message}>{message}</p>
      ))}
      {cv.earlier && <File cv={cv.earlier} title="Until then, this one counts" />}
    </div>
  );
}
