/** The CV: what became of the newest one, and the way to send one. */
import { useRef, useState } from "preact/hooks";
import { inEastern } from "../../common/clock.ts";
import { Failure, Notice } from "../../common/page.tsx";
import { useCheck, useUpload } from "./upload.ts";
import { CV_STATUS, sizeInWords } from "./words.ts";

const KIND = { waiting: "info", accepted: "success", refused: "error" };
const TITLE = {
  waiting: "Your CV is being checked",
  accepted: "Your CV was taken in",
  refused: "Your CV could not be taken in",
};
/** A CV that was taken in with something to say about it. */
const TAKEN_WITH_NOTICE = "warning";

function Standing({ cv }) {
  const kind = cv.status === "accepted" && cv.messages.length ? TAKEN_WITH_NOTICE : KIND[cv.status];
  return (
    <Notice kind={kind} title={TITLE[cv.status]}>
      <p>
        <strong class="upload-name">{cv.filename}</strong>, {sizeInWords(cv.size)}
        {cv.pages && `, ${cv.pages === 1 ? "1 page" : `${cv.pages} pages`}`}
      </p>
      <p class="fine">Sent {inEastern(cv.uploaded_at)}</p>
      {cv.messages.map((message) => (
        <p key={message}>{message}</p>
      ))}
      {cv.earlier && (
        <p>
          Until then, {cv.earlier.filename} ({CV_STATUS[cv.earlier.status]}) stays with your application.
        </p>
      )}
    </Notice>
  );
}

function Progress({ share }) {
  const percent = Math.round(share * 100);
  return (
    <div class="upload-progress">
      <label for="cv-progress">Sending your CV: {percent} %</label>
      <progress id="cv-progress" max={100} value={percent} />
    </div>
  );
}

/** The step's body. */
export function Cv({ app }) {
  const cv = app.draft.application?.materials?.cv;
  const { share, problem, send } = useUpload(app);
  const [file, setFile] = useState(null);
  const input = useRef();
  useCheck(app, cv);
  const choose = async (event) => {
    const [chosen] = event.currentTarget.files;
    if (!chosen) return;
    setFile(chosen);
    await send(chosen);
    // So that the same file can be chosen again after it was mended.
    if (input.current) input.current.value = "";
  };
  const busy = share !== null;
  return (
    <section class="upload" aria-label="Your CV">
      <p>
        Optional: nobody needs a CV to apply. Mentors do not see it; staff may. It must be a PDF in English of at most 5
        MB.
      </p>
      {cv && !busy && <Standing cv={cv} />}
      {busy && <Progress share={share} />}
      {problem && <Failure error={problem} retry={problem.passing && file ? () => send(file) : undefined} />}
      <div class="field">
        <label for="cv-file">{cv ? "Send another CV in its place" : "Choose your CV"}</label>
        <input id="cv-file" ref={input} type="file" accept="application/pdf,.pdf" disabled={busy} onChange={choose} />
      </div>
    </section>
  );
}
