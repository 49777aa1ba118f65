/** Interests that mean a person is open to anything: they stay alone. */

const OPEN_CHOICES = ["any", "undecided"];

/** Whether a choice means that. */
export const isOpen = (choice: string): boolean => OPEN_CHOICES.includes(choice);

/** The list after a choice was checked or unchecked: what is open to anything stays alone. */
export function withChoice(chosen: readonly string[], choice: string, checked: boolean): readonly string[] {
  if (!checked) return chosen.filter((other) => other !== choice);
  if (isOpen(choice)) return [choice];
  return [...chosen.filter((other) => other !== choice && !isOpen(other)), choice];
}

/** Whether a choice can't be added to a list of `most`, because that's full. */
export const isBeyond = (chosen: readonly string[], choice: string, most: number): boolean =>
  chosen.length >= most && !chosen.includes(choice) && !isOpen(choice);
