/** The way to ask the program's staff; the form is loaded when its place comes near the window. */
import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Failure } from "../../common/page.tsx";
import type { Cycle } from "../../common/records.ts";

/** How near: a screen or so, so that the form is there before someone is. */
const NEAR = "800px";

/** The section with the form, and the address for people who would rather write an e-mail. */
export function AskSection({ cycle }: { cycle: Cycle | null }) {
  const mail = cycle?.contact_email;
  return (
    <section class="section" aria-labelledby="ask">
      <h2 id="ask">Ask the program’s staff</h2>
      <p>
        Ask about the program, your eligibility or what you need from a mentor. We’ll confirm by e-mail that we received
        your question.
        {mail && (
          <>
            {" "}
            You can also write to <a href={`mailto:${mail}`}>{mail}</a>.
          </>
        )}
      </p>
      <Form />
    </section>
  );
}

/** The form, or why it couldn't be loaded. */
interface Loading {
  readonly Loaded?: ComponentType;
  readonly error?: Error;
}

function Form() {
  const [{ Loaded, error }, setState] = useState<Loading>({});
  const place = useRef<HTMLDivElement>(null);
  const load = () =>
    import("./ask.tsx").then(
      ({ AskForm }) => setState({ Loaded: AskForm }),
      () => setState({ error: new Error("We couldn’t load the form. Check your connection and try again.") }),
    );
  useEffect(() => {
    const observer = new IntersectionObserver(
      (seen) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        load();
      },
      { rootMargin: NEAR },
    );
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  if (error) return <Failure error={error} retry={load} />;
  return (
    <div class="ask" ref={place}>
      {Loaded ? <Loaded /> : <p class="fine">Loading the form…</p>}
    </div>
  );
}
