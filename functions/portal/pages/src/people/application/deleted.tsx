/** A draft that was deleted on another page or device while this one shows it: nothing is sent before a choice. */
import { useEffect } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import type { AppProps } from "./app.ts";

/** The choice; nothing while the draft is there. */
export function Deleted({ app: { phase, saving, window } }: AppProps) {
  const isGone = phase === "gone";
  useEffect(() => {
    if (isGone) announce("Your draft was deleted on another page or device. Choose what to do, above the form.");
  }, [isGone]);
  if (!isGone) return null;
  const choose = (act: () => void, said: string) => {
    act();
    document.querySelector("h1")?.focus();
    announce(said);
  };
  return (
    <section class="notice notice-warning" aria-labelledby="deleted">
      <h2 id="deleted">Your draft was deleted on another page or device</h2>
      <p>
        What shows on this page isn’t saved anymore, and we don’t send it unless you say so.
        {window.phase === "open" &&
          " If you start again with these answers, add your self-identification and CV again."}
      </p>
      <div class="buttons">
        {window.phase === "open" && (
          <button
            type="button"
            class="button"
            onClick={() => choose(saving.beginAgain, "You started again with these answers.")}
          >
            Start again with these answers
          </button>
        )}
        <button
          type="button"
          class="button button-quiet"
          onClick={() => choose(saving.startOver, "The answers on this page are discarded.")}
        >
          Discard them
        </button>
      </div>
    </section>
  );
}
