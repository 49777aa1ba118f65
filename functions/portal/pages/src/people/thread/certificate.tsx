/** The certificate of a term that is complete, as a PDF. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { fileOf } from "../../common/api.ts";
import { ActionButton, Failure } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { save } from "../matches/calendar.ts";

/** What it is, and the button that fetches it. */
export function Certificate({ match }: { match: string }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const fetchIt = async () => {
    setBusy(true);
    setError(null);
    try {
      save(await fileOf("/api/matches/{match}/certificate", { match }), "certificate.pdf");
      announce("Your certificate is downloaded.");
    } catch (failure) {
      setError(asError(failure));
    }
    setBusy(false);
  };
  return (
    <section class="card screen" aria-labelledby="certificate">
      <h2 id="certificate" class="card-title">
        Your certificate
      </h2>
      <p>It has both of your names, your role, and the dates of your term.</p>
      {error && <Failure error={error} />}
      <div class="buttons">
        <ActionButton type="button" busy={busy} onClick={fetchIt}>
          Download your certificate (PDF)
        </ActionButton>
      </div>
    </section>
  );
}
