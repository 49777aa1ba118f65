/** The invitation to check one's eligibility; the form is loaded when it is wanted. */
import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { Failure, Skeleton } from "../../common/page.tsx";

/** Whether the form was asked for, and what came of it. */
interface Loading {
  readonly wanted?: boolean;
  readonly Form?: ComponentType;
  readonly error?: Error;
}

/** What the check is, and the button that opens it. */
export function CheckSection() {
  const [{ Form, error, wanted }, setState] = useState<Loading>({});
  const open = () => {
    setState({ wanted: true });
    import("./check.tsx").then(
      (module) => setState({ Form: module.CheckForm, wanted: true }),
      () => setState({ error: new Error("We couldn’t load the check. Check your connection and try again.") }),
    );
  };
  return (
    <section class="section check-first" aria-labelledby="check">
      <h2 id="check">Would you be eligible?</h2>
      <p>
        Find out in a minute, without an account. We store nothing, and you can take your answers along into the form.
        This is a guide, not a decision: you get that after you submit.
      </p>
      {error && <Failure error={error} />}
      {!wanted && (
        <button type="button" class="button button-quiet" onClick={open}>
          Check your eligibility
        </button>
      )}
      {wanted && (Form ? <Form /> : <Skeleton lines={8} />)}
    </section>
  );
}
