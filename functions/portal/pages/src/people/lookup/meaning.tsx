/** What a name that was typed is taken for, shown below its field. */
import { createContext } from "preact";
import { useContext, useEffect } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import type { Source } from "./control.tsx";
import { closest, type Listed, meantBy } from "./list.ts";

/** What the server says of the name that is stored: who is meant, or may be. */
interface Resolved {
  readonly typed: string;
  readonly name?: string | undefined;
  readonly candidates: readonly string[];
}

/** The server's word, for the fields inside; while another name is typed, the page's own list is asked. */
export const ResolvedName = createContext<Resolved | null>(null);

/** `meant` is who it is, `near` those that it may be; neither when it isn't on the list. */
interface Found {
  readonly meant?: string | undefined;
  readonly near: readonly string[];
}

function found(list: readonly Listed[], text: string, resolved: Resolved | null): Found {
  const listed = meantBy(list, text)?.name;
  const near = listed ? undefined : closest(list, text)?.name;
  const stored = resolved?.typed === text ? resolved : null;
  // A misspelling is asked about, also when the server takes it for the same one.
  if (!stored || (near && near === stored.name)) return { meant: listed, near: near ? [near] : [] };
  return { meant: stored.name, near: stored.candidates };
}

/** What to tell of a name; null when there's nothing to tell, and while the list isn't there. */
export function useMeaning(list: readonly Listed[], text: string): Found | null {
  const { meant, near } = found(list, text, useContext(ResolvedName));
  const asked = near.join(" or ");
  useEffect(() => {
    if (asked) announce(`Did you mean ${asked}?`);
  }, [asked]);
  if (!text.trim() || !list.length || meant === text) return null;
  return { meant, near };
}

interface MeaningProps {
  readonly id: string;
  readonly meaning: Found | null;
  readonly source: Source;
  readonly onTake: (name: string) => void;
}

/** The name that's meant, or the question which one is, with buttons that take it. */
export function Meaning({ id, meaning, source, onTake }: MeaningProps) {
  const { meant, near = [] } = meaning ?? {};
  const [one, another] = meant ? [meant] : near;
  return (
    <>
      {one && !another && (
        <p class="lookup-near">
          {meant ? "We take this as " : "Did you mean "}
          <strong>{one}</strong>
          {meant ? ". " : "? "}
          <button type="button" class="link" onClick={() => onTake(one)}>
            Use this name
          </button>
        </p>
      )}
      {another && (
        <div class="lookup-near">
          <p>Did you mean one of these?</p>
          <ul class="plain">
            {near.map((name) => (
              <li key={name}>
                <button type="button" class="link" onClick={() => onTake(name)}>
                  {name}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p class="help" id={id}>
        {meaning && !one && source.unlisted}
      </p>
    </>
  );
}
