/** The invitation to check one's eligibility; the form itself is loaded when somebody wants it. */
import { useState } from "preact/hooks";
import { Failure, Skeleton } from "../../common/page.tsx";

/** What the check is, and the button that opens it. */
export function CheckSection() {
  const [{ Form, error, wanted }, setState] = useState({});
  const open = () => {
    setState({ wanted: true });
    import("./check.tsx").then(
      (module) => setState({ Form: module.CheckForm, wanted: true }),
      () => setState({ error: new Error("The check could not be loaded. Look at your connection and try again.") }),
    );
  };
  return (
    <section class="section" aria-labelledby="check">
      <h2 id="check">Would you be eligible?</h2>
      <p>
        Find out in a minute, without an account. Nothing of it is stored. It is a help, not a verdict: that comes after
        you have submitted.
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
