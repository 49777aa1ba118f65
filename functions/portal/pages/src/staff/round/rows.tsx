/** What the rows of a round have in common: people, reasons, the next best, and keys for the row at hand. */
import { useKeys } from "../frame/keys.ts";
import { mentorOf, type Names, type Pair, points } from "../rounds/words.ts";
import type { Adjusting } from "./adjusting.ts";

export interface RowsProps {
  readonly cycle: string;
  readonly names: Names;
  /** What can be changed; null where nothing can. */
  readonly adjusting: Adjusting | null;
}

export function NextBest({ names, of }: { names: Names; of: Pair["next_best"] }) {
  if (!of) return <>None</>;
  return (
    <>
      {mentorOf(names, of.mentor)}
      <span class="row-detail">{of.cost > 0 ? `${points(of.cost)} less fit in all` : "as good"}</span>
    </>
  );
}

interface ActProps {
  readonly keyed: string;
  readonly label: string;
  /** Whom it is about, for who does not see the row. */
  readonly about: string;
  readonly pressed?: boolean;
  readonly onAct: () => void;
}

/** Something to do with a row, by its key too when the focus is in the row. */
export const Act = ({ keyed, label, about, pressed, onAct }: ActProps) => (
  <button type="button" class="link" data-key={keyed} aria-pressed={pressed} onClick={onAct}>
    {label}
    <span class="hidden"> {about}</span>
  </button>
);

/** The keys of the actions of the row that the focus is in. */
export function useActKeys(acts: Readonly<Record<string, string>>): void {
  const run = (key: string) => () => {
    const row = document.activeElement?.closest("tr");
    row?.querySelector<HTMLButtonElement>(`button[data-key="${key}"]`)?.click();
  };
  useKeys(
    "The row at hand",
    Object.entries(acts).map(([keys, says]) => ({ keys, says, run: run(keys) })),
  );
}
