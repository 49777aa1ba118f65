/** Where the focus goes when what had it is gone. */
import { useEffect, useRef } from "preact/hooks";

/**
 * A ref for a heading, which takes the focus once `state` has become another and nothing has the focus any more; with
 * `arriving` also when it first shows. Who is busy elsewhere on the page is left there.
 */
export function useFocusAfter(state, arriving = false) {
  const heading = useRef();
  const stood = useRef(arriving ? null : state);
  useEffect(() => {
    const lost = [document.body, document.querySelector("main")].includes(document.activeElement);
    if (stood.current !== state && lost) heading.current?.focus();
    stood.current = state;
  }, [state]);
  return heading;
}
