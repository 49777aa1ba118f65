/** A part of a screen on a surface of its own. */
import type { ComponentChildren } from "preact";

export function Box({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-label={title}>
      <h2 class="card-title">{title}</h2>
      {children}
    </section>
  );
}
