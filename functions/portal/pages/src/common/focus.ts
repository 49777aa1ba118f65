/** Where the focus goes when what had it is gone. */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * A ref for a heading, which takes the focus once `state` has become another and nothing has the focus any more; with
 * `arriving` also when it first shows. Work elsewhere on the page is not interrupted.
 */
export function useFocusAfter(state: string, arriving = false): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(arriving ? null : state);
  useEffect(() => {
    const active = document.activeElement;
    const lost = active === document.body || active === document.querySelector("main");
    if (before.current !== state && lost) heading.current?.focus();
    before.current = state;
  }, [state]);
  return heading;
}
