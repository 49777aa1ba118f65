/** Pages by path: the History API, and links that do not load the document again. */
import { type ComponentProps, h } from "preact";
import { useEffect, useState } from "preact/hooks";

const listeners = new Set<() => void>();

/** The path without a last slash. */
const currentPath = () => location.pathname.replace(/(.)\/$/, "$1");

function changed() {
  for (const listener of listeners) listener();
}

addEventListener("popstate", changed);

/** Show another page; with `replace` there is no way back to the one that shows. */
export function navigate(href: string, { replace = false, scroll = true } = {}): void {
  history[replace ? "replaceState" : "pushState"](null, "", href);
  changed();
  if (scroll && !location.hash) scrollTo(0, 0);
}

/** The path of the page that shows. */
export function usePath(): string {
  const [path, setPath] = useState(currentPath);
  useEffect(() => {
    const listener = () => setPath(currentPath());
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return path;
}

/** What follows the path in the address, such as `?cycle=2026-27`; empty when nothing does. */
export function useSearch(): string {
  const [search, setSearch] = useState(() => location.search);
  useEffect(() => {
    const listener = () => setSearch(location.search);
    listener();
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return search;
}

type LinkProps = Omit<ComponentProps<"a">, "href"> & {
  readonly href: string;
  readonly onFollow?: () => void;
};

/** A link to one of our pages; `aria-current` is set on the page that shows, `onFollow` is called on the way there. */
export function Link({ href, onFollow, ...more }: LinkProps) {
  const path = usePath();
  const target = new URL(href, location.origin);
  const follow = (event: MouseEvent) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
    if (elsewhere || (target.hash && target.pathname === location.pathname)) return;
    event.preventDefault();
    onFollow?.();
    navigate(href);
  };
  const current = !target.hash && target.pathname === path ? "page" : undefined;
  return h("a", { href, onClick: follow, "aria-current": current, ...more });
}
