/** The window's title: the page's, and whether it shows errors. */
import { useEffect } from "preact/hooks";
import { PROGRAM } from "./program.ts";

let page = PROGRAM;
let errors = 0;

function write(): void {
  const title = page === PROGRAM ? page : `${page} · ${PROGRAM}`;
  document.title = errors ? `Error: ${title}` : title;
}

/** Give the window the page's title. */
export function setTitle(title: string): void {
  page = title;
  write();
}

/** Begin the window's title with "Error:" while something that is wrong shows. */
export function useErrorInTitle(isWrong: boolean): void {
  useEffect(() => {
    if (!isWrong) return undefined;
    errors += 1;
    write();
    return () => {
      errors -= 1;
      write();
    };
  }, [isWrong]);
}
