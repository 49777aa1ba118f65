/** What draws charts. It is loaded when the first one shows, and takes its colors from the page's tokens. */
import { BarController, BarElement, CategoryScale, Chart, type ChartOptions, LinearScale, Tooltip } from "chart.js";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** A chart that is drawn, until it is destroyed. */
export interface Drawn {
  readonly destroy: () => void;
}

/** Bars beside the rows of a table, each as high up as its row; a count of null or zero has none. */
export function drawRows(
  canvas: HTMLCanvasElement,
  table: HTMLTableElement,
  counts: readonly (number | null)[],
): Drawn {
  const { color } = looks(canvas);
  const measured = () =>
    [...table.tBodies].flatMap(({ rows }) =>
      [...rows].map((row, n) => ({ x: counts[n] || null, y: row.offsetTop + row.offsetHeight / 2 })),
    );
  const down = { type: "linear", display: false, reverse: true, offset: false, min: 0 } as const;
  return new Chart<"bar", { x: number | null; y: number }[]>(canvas, {
    type: "bar",
    data: {
      datasets: [
        { data: measured(), backgroundColor: color("--accent"), barThickness: 11, borderRadius: 2, minBarLength: 2 },
      ],
    },
    options: {
      ...STILL,
      indexAxis: "y",
      events: [],
      scales: {
        x: { display: false, min: 0, max: Math.max(...counts.map(Number), 1) },
        y: { ...down, max: table.offsetHeight },
      },
      // Rows are as high as their names, which wrap.
      onResize: ({ data, options }) => {
        if (data.datasets[0]) data.datasets[0].data = measured();
        if (options.scales?.y) options.scales.y.max = table.offsetHeight;
      },
    },
  });
}

/** A column for each of a row of days, which are named below as far as there is room. */
export function drawDays(
  canvas: HTMLCanvasElement,
  days: readonly string[],
  counts: readonly number[],
  of: string,
): Drawn {
  const { color, font } = looks(canvas);
  const ticks = { color: color("--ink-soft"), font };
  return new Chart(canvas, {
    type: "bar",
    data: {
      labels: [...days],
      datasets: [
        {
          label: of,
          data: [...counts],
          backgroundColor: color("--accent"),
          borderRadius: 2,
          minBarLength: 1,
          maxBarThickness: 28,
        },
      ],
    },
    options: {
      ...STILL,
      scales: {
        x: {
          grid: { display: false },
          border: { color: color("--line-strong") },
          ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 16 },
        },
        y: {
          beginAtZero: true,
          border: { display: false },
          grid: { color: color("--line") },
          ticks: { ...ticks, precision: 0, maxTicksLimit: 5 },
        },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          backgroundColor: color("--ink"),
          titleColor: color("--surface"),
          bodyColor: color("--surface"),
          titleFont: font,
          bodyFont: font,
        },
      },
    },
  });
}

/** Nothing moves, whoever looks. */
const STILL = {
  animation: false,
  maintainAspectRatio: false,
  layout: { autoPadding: false },
} satisfies ChartOptions<"bar">;

function looks(canvas: HTMLCanvasElement) {
  const style = getComputedStyle(canvas);
  return {
    color: (token: string) => style.getPropertyValue(token).trim(),
    font: { family: style.fontFamily, size: Number.parseFloat(style.fontSize) },
  };
}
