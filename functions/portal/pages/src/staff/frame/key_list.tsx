/** The list of keys, which `?` shows. */
import { useState } from "preact/hooks";
import { Dialog } from "../parts/dialog.tsx";
import { keysAreOn, turnKeys, useKeyGroups } from "./keys.ts";

export function KeyList({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(keysAreOn);
  const groups = useKeyGroups();
  const turn = (chosen: boolean) => {
    turnKeys(chosen);
    setOn(chosen);
  };
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div class="keys">
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map((key) => (
                <div key={key.keys}>
                  <dt>
                    {key.keys.split(" ").map((one) => (
                      <kbd key={one}>{one}</kbd>
                    ))}
                  </dt>
                  <dd>{key.says}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label class="choice">
        <input type="checkbox" checked={on} onChange={(event) => turn(event.currentTarget.checked)} />
        <span>Use these keys in this browser</span>
      </label>
    </Dialog>
  );
}
