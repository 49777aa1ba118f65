/** A chart beside or above the table that says the same: only for the eye. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawn } from "./drawing.ts";

type Drawing = typeof import("./drawing.ts");

interface ChartProps {
  /** What it shows: it is drawn again when this is another. */
  readonly of: string;
  readonly draw: (drawing: Drawing, canvas: HTMLCanvasElement) => Drawn | null;
}

export function Chart({ of, draw }: ChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  latest.current = draw;
  const dark = useDark();
  useEffect(() => {
    let drawn: Drawn | null = null;
    let isGone = false;
    import("./drawing.ts").then(
      (drawing) => {
        if (!isGone && canvas.current) drawn = latest.current(drawing, canvas.current);
      },
      // The table is there all the same.
      () => undefined,
    );
    return () => {
      isGone = true;
      drawn?.destroy();
    };
  }, [of, dark]);
  return (
    <div class="chart" aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
}

/** Whether the dark colors show; a canvas keeps those it was drawn with. */
function useDark(): boolean {
  const [dark, setDark] = useState(() => matchMedia(DARK).matches);
  useEffect(() => {
    const scheme = matchMedia(DARK);
    const follow = () => setDark(scheme.matches);
    scheme.addEventListener("change", follow);
    return () => scheme.removeEventListener("change", follow);
  }, []);
  return dark;
}

const DARK = "(prefers-color-scheme: dark)";
