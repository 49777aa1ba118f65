/** The listed reasons to choose from; who takes one off everyone's list can put it back. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { addReason, type Listed, removeReason } from "../parts/reasons.ts";
import type { Outcome } from "../words.ts";

/** Reasons that have a key. */
const KEYED = 9;

interface ReasonsProps {
  readonly outcome: Outcome;
  readonly reasons: readonly Listed[];
  readonly onChoose: (reason: string) => void;
}

export function Reasons({ outcome, reasons, onChoose }: ReasonsProps) {
  const [removed, setRemoved] = useState<Listed | null>(null);
  const remove = async (listed: Listed) => {
    setRemoved(listed);
    if (await removeReason(listed.id)) announce("The reason is off the list.");
    else setRemoved(null);
  };
  const undo = async ({ reason }: Listed) => {
    setRemoved(null);
    if (await addReason(outcome, reason)) announce("The reason is back on the list.");
  };
  return (
    <>
      {reasons.length > 0 && (
        <ol class="reasons" aria-label="Listed reasons">
          {reasons.map((listed, index) => (
            <li key={listed.reason}>
              <button type="button" class="link" onClick={() => onChoose(listed.reason)}>
                {listed.reason}
              </button>{" "}
              {index < KEYED && (
                <>
                  <kbd>Alt</kbd>
                  <kbd>{index + 1}</kbd>
                </>
              )}
              {listed.id && (
                <button
                  type="button"
                  class="link fine"
                  onClick={() => remove(listed)}
                  aria-label={`Remove: ${listed.reason}`}
                >
                  Remove
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      {removed?.outcome === outcome && (
        <p class="fine">
          “{removed.reason}” is off everyone’s list.{" "}
          <button type="button" class="link" onClick={() => undo(removed)}>
            Undo
          </button>
        </p>
      )}
    </>
  );
}
