/**
 * What a visitor sees at an address before any code runs, as HTML: run by the build, with `{"paths", "icon"}` as JSON on
 * its standard input; it answers with the HTML by path.
 */
import { readFileSync } from "node:fs";
import { renderToString } from "preact-render-to-string";

interface Asked {
  readonly paths: readonly string[];
  /** The address of the program's mark. */
  readonly icon: string;
}

const { paths, icon }: Asked = JSON.parse(readFileSync(0, "utf-8"));

/** As much of a browser as pages ask for before they show: a new one, without a sign-in. */
const place = { origin: "https://pages.example.org", pathname: "/", search: "", hash: "" };
Object.assign(globalThis, {
  location: place,
  sessionStorage: { getItem: () => null },
  document: { querySelector: (selector: string) => (selector.includes("icon") ? { href: icon } : null) },
  addEventListener: () => {},
});

const { App } = await import("./app.tsx");

function viewOf(path: string): string {
  place.pathname = path;
  return renderToString(<App />);
}

process.stdout.write(JSON.stringify(Object.fromEntries(paths.map((path) => [path, viewOf(path)]))));
