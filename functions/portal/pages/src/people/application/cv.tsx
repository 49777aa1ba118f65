/** The CV: what became of the newest one, and the way to upload one. */
import { useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { Failure, Notice, type Tone } from "../../common/page.tsx";
import { Failing } from "../../common/problem.ts";
import type { Cv as CvRecord } from "../../common/records.ts";
import { APPLICATION } from "../own_application.ts";
import { useSending } from "../sending.ts";
import type { AppProps } from "./app.ts";
import { useCheck, useUpload } from "./upload.ts";
import { CV_STATUS, sizeInWords } from "./words.ts";

const TONES: Record<CvRecord["status"], Tone> = { waiting: "info", accepted: "success", refused: "error" };
const TITLES: Record<CvRecord["status"], string> = {
  waiting: "We’re checking your CV",
  accepted: "Your CV was accepted",
  refused: "We couldn’t accept your CV",
};

/** A CV that was accepted with something to say about it is a warning. */
const toneOf = ({ status, messages }: CvRecord): Tone =>
  status === "accepted" && messages.length ? "warning" : TONES[status];

interface NewestProps extends AppProps {
  readonly cv: CvRecord;
}

function Newest({ app: { cycle, saving }, cv }: NewestProps) {
  const { busy, error, sendOnce } = useSending(saving.refresh);
  const remove = async () => {
    await saving.flush();
    await sendOnce("We removed your CV.", () =>
      call("DELETE", `${APPLICATION}/materials`, { params: { cycle: cycle.id } }),
    );
  };
  return (
    <Notice kind={toneOf(cv)} title={TITLES[cv.status]}>
      <p>
        <strong class="upload-name">{cv.filename}</strong>, {sizeInWords(cv.size)}
        {cv.pages && `, ${cv.pages === 1 ? "1 page" : `${cv.pages} pages`}`}
      </p>
      <p class="fine">Uploaded {cv.uploaded_at_et}</p>
      {cv.messages.map((message) => (
        <p key={message}>{message}</p>
      ))}
      {cv.earlier && (
        <p>
          Until then, {cv.earlier.filename} ({CV_STATUS[cv.earlier.status]}) stays with your application.
        </p>
      )}
      {error && <Failure error={error} />}
      <button type="button" class="link" aria-label={`Remove ${cv.filename}`} onClick={remove}>
        {busy ? "Removing…" : "Remove"}
      </button>
    </Notice>
  );
}

function Progress({ share }: { share: number }) {
  const percent = Math.round(share * 100);
  return (
    <div class="upload-progress">
      <label for="cv-progress">Uploading your CV: {percent}%</label>
      <progress id="cv-progress" max={100} value={percent} />
    </div>
  );
}

interface DropZoneProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onFile: (file: File) => void;
}

/** Where a file is dropped, or chosen with a press. */
function DropZone({ label, disabled, onFile }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const take = (file: File | undefined) => {
    if (file && !disabled) onFile(file);
  };
  const hold = (event: DragEvent) => {
    event.preventDefault();
    setOver(!disabled);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files[0]);
  };
  const choose = ({ currentTarget: input }: { readonly currentTarget: HTMLInputElement }) => {
    take(input.files?.[0]);
    input.value = ""; // so that the same file can be chosen again after it was fixed
  };
  return (
    <fieldset
      class={over ? "drop drop-over" : "drop"}
      onDragOver={hold}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      aria-label="Your file"
    >
      <input id="cv-file" type="file" accept="application/pdf,.pdf" disabled={disabled} onChange={choose} />
      <label for="cv-file" class="button button-quiet">
        {label}
      </label>
      <p class="drop-hint">or drop the file here</p>
    </fieldset>
  );
}

/** The step's body: of the newest file, and of the one that was tried last, the one that says what to do. */
export function Cv({ app }: AppProps) {
  const cv = app.draft.application?.materials?.cv;
  const { share, problem, send } = useUpload(app);
  const [file, setFile] = useState<File | null>(null);
  useCheck(app, cv);
  const take = (chosen: File) => {
    setFile(chosen);
    send(chosen);
  };
  const isBusy = share !== null;
  const canRetry = problem instanceof Failing && problem.passing && file;
  return (
    <section class="upload" aria-label="Your CV">
      <p>
        You can apply without a CV. Mentors don’t see it, but our staff may. It must be a PDF in English, 5 MB or less.
      </p>
      {cv && !isBusy && !(problem && cv.status === "refused") && <Newest app={app} cv={cv} />}
      {isBusy && <Progress share={share} />}
      {problem && <Failure error={problem} retry={canRetry ? () => send(file) : undefined} />}
      <DropZone label={cv ? "Replace it with another CV" : "Choose your CV"} disabled={isBusy} onFile={take} />
    </section>
  );
}
