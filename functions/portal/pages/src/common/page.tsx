/** What every page has: its title, its heading, and what it shows while it waits or when it fails. */
import type { ComponentChildren, ComponentProps } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Failing, Problem } from "./problem.ts";
import { setTitle } from "./title.ts";

let first = true;

interface PageProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly wide?: boolean;
  readonly before?: ComponentChildren;
  readonly beside?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/**
 * A page: `title` is its heading and, with the program's name, the window's; the focus moves to it. `lead` follows the
 * heading, `before` is above it and `beside` next to all three; a `wide` page has room for cards beside each other.
 */
export function Page({ title, lead, wide, before, beside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    setTitle(title);
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target) target.scrollIntoView();
    else if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, [title]);
  return (
    <div class={wide ? "page page-wide" : "page"}>
      <div class={beside ? "page-head page-head-wide" : "page-head"}>
        <div>
          {before}
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {lead && <div class="lead">{lead}</div>}
        </div>
        {beside}
      </div>
      {children}
    </div>
  );
}

/** How a notice or a tag looks. */
export type Tone = "info" | "success" | "warning" | "error";

interface NoticeProps {
  readonly kind?: Tone;
  readonly title?: string;
  readonly children?: ComponentChildren;
}

/** A notice; an error is read out at once. */
export function Notice({ kind = "info", title, children }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`} role={kind === "error" ? "alert" : undefined}>
      {title && <p class="notice-title">{title}</p>}
      {children}
    </div>
  );
}

/** What went wrong, in the error's own words, and a way to try again. */
export function Failure({ error, retry }: { error: Error; retry?: (() => unknown) | undefined }) {
  const instance = error instanceof Problem ? error.instance : undefined;
  return (
    <Notice kind="error" title={error instanceof Failing ? error.title : "That didn’t work"}>
      <p>{error.message}</p>
      {instance && <p class="fine">If you ask us about it, give us this number: {instance}</p>}
      {retry && (
        <button type="button" class="button button-quiet" onClick={() => retry()}>
          Try again
        </button>
      )}
    </Notice>
  );
}

/** Grey lines of about the height of what is to come, so that nothing moves when it does. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div class="skeleton" aria-busy="true">
      <span class="hidden">Loading…</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} class="skeleton-line" />
      ))}
    </div>
  );
}

interface ActionButtonProps extends ComponentProps<"button"> {
  readonly busy?: boolean;
  readonly busyLabel?: string;
  readonly quiet?: boolean;
  readonly danger?: boolean;
}

/** A button that does something with the API: it says so while it does, and cannot be pressed twice. */
export function ActionButton({
  busy = false,
  busyLabel = "One moment…",
  quiet = false,
  danger = false,
  children,
  ...more
}: ActionButtonProps) {
  const look = ["button", quiet && "button-quiet", danger && "button-danger"].filter(Boolean).join(" ");
  return (
    <button type="submit" class={look} aria-disabled={busy || undefined} {...more}>
      {busy ? busyLabel : children}
    </button>
  );
}
