/** The controls of the applicant's interests: a few chips of each list, and what matters most of them. */
import type { ControlProps } from "../../common/select.tsx";
import { textOf } from "../../common/values.ts";
import { Chip, Chips } from "../chips.tsx";
import { MOST_CHOICES } from "./interests.ts";

/** Up to three of many. */
export const FewChips = (props: ControlProps) => <Chips {...props} most={MOST_CHOICES} />;

/** What matters most of what was chosen, or nothing in particular. */
export function FirstChoice({ field, id, value, onInput }: ControlProps) {
  const choices = [...(field.choices ?? []), { value: "", label: "All the same to me" }];
  return (
    <div class="chips">
      {choices.map((choice, index) => (
        <Chip
          key={choice.value}
          type="radio"
          id={index ? `${id}-${choice.value}` : id}
          name={field.name}
          checked={textOf(value) === choice.value}
          onChange={() => onInput(choice.value || null)}
        >
          {choice.label}
        </Chip>
      ))}
    </div>
  );
}
