/** What a name that was typed is taken for, told below its field. */
import { useEffect } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import type { Source } from "./control.tsx";
import { closest, type Listed, meantBy } from "./list.ts";

/** `meant` is who it is under another name, `near` who it may be; neither when it isn't on the list. */
interface Found {
  readonly meant?: Listed | undefined;
  readonly near?: Listed | undefined;
}

/** What to tell of a name; null when there's nothing to tell, and while the list isn't there. */
export function useMeaning(list: readonly Listed[], text: string): Found | null {
  const meant = meantBy(list, text);
  const near = meant ? undefined : closest(list, text);
  useEffect(() => {
    if (near) announce(`Did you mean ${near.name}?`);
  }, [near]);
  if (!text.trim() || !list.length || meant?.name === text) return null;
  return { meant, near };
}

interface MeaningProps {
  readonly id: string;
  readonly meaning: Found | null;
  readonly source: Source;
  readonly onTake: (listed: Listed) => void;
}

/** The name that's meant, or the question whether it is, with the button that takes it. */
export function Meaning({ id, meaning, source, onTake }: MeaningProps) {
  const { meant, near } = meaning ?? {};
  const told = meant ?? near;
  return (
    <>
      {told && (
        <p class="lookup-near">
          {meant ? "We take this as " : "Did you mean "}
          <strong>{told.name}</strong>
          {meant ? ". " : "? "}
          <button type="button" class="link" onClick={() => onTake(told)}>
            Use this name
          </button>
        </p>
      )}
      <p class="help" id={id}>
        {meaning && !meant && source.unlisted}
      </p>
    </>
  );
}
