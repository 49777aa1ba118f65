/** Throwing a draft away: a page of its own, so that it does not happen by accident. */
import { ADDRESSES } from "../../common/addresses.ts";
import { call } from "../../common/api.ts";
import { ActionButton, Failure, Page } from "../../common/page.tsx";
import { Link, navigate } from "../../common/router.ts";
import { useSending } from "../sending.ts";
import type { AppProps } from "./app.ts";

/** The page at `/application/delete`. */
export function Deletion({ app: { draft, window, saving } }: AppProps) {
  const { application } = draft;
  const { busy, error, sendOnce } = useSending(() => {
    saving.startOver();
    navigate(ADDRESSES.application, { replace: true });
  });
  if (!application || application.submitted_version) return <NothingToDelete submitted={Boolean(application)} />;
  const throwAway = async (event: Event) => {
    event.preventDefault();
    await saving.flush();
    const params = { application: application.id };
    await sendOnce("Your draft is deleted.", () =>
      call("DELETE", "/api/applications/{application}", { params, etag: saving.state().draft?.etag }),
    );
  };
  return (
    <Page title="Delete your draft">
      <p>
        We delete your answers, your self-identification and your CV. You can’t undo this.{" "}
        {window.phase === "open" && "You can start again until the deadline."}
      </p>
      {error && <Failure error={error} />}
      <form onSubmit={throwAway} noValidate>
        <div class="buttons">
          <ActionButton danger busy={busy} busyLabel="Deleting…">
            Delete draft
          </ActionButton>
          <Link href={ADDRESSES.application}>Keep your draft</Link>
        </div>
      </form>
    </Page>
  );
}

function NothingToDelete({ submitted }: { submitted: boolean }) {
  return (
    <Page title="There’s no draft to delete">
      {submitted && <p>You submitted this application, so it can’t be deleted. You can withdraw it.</p>}
      <Link href={ADDRESSES.application}>Your application</Link>
    </Page>
  );
}
