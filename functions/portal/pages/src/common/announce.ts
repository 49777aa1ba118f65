/** Sentences for people who do not see the screen change. */
import { h } from "preact";
import { useEffect, useState } from "preact/hooks";

let say: (sentence: string) => void = () => {};

/** Have a sentence read out once what is being read is over. */
export const announce = (sentence: string): void => say(sentence);

/** Where the sentences are put; the shell shows it once. */
export function LiveRegion() {
  const [{ sentence, turn }, setSaid] = useState({ sentence: "", turn: 0 });
  useEffect(() => {
    say = (said) => setSaid((before) => ({ sentence: said, turn: before.turn + 1 }));
    return () => {
      say = () => {};
    };
  }, []);
  // Another element each time: the same sentence said twice is read twice.
  return h("p", { class: "hidden", role: "status" }, h("span", { key: turn }, sentence));
}
