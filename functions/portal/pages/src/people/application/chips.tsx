/** Interests as chips: boxes and buttons whose labels are what is pressed. */
import type { ComponentChildren, ComponentProps } from "preact";
import type { ControlProps } from "../../common/select.tsx";
import { listOf, textOf } from "../../common/values.ts";
import { isBeyond, MOST_CHOICES, withChoice } from "./interests.ts";

function Chip({ id, children, ...more }: ComponentProps<"input"> & { id: string; children: ComponentChildren }) {
  return (
    <label class="chip" for={id}>
      <input id={id} {...more} />
      <span>{children}</span>
    </label>
  );
}

/** Up to three of many. */
export function Chips({ field, id, value, onInput }: ControlProps) {
  const chosen = listOf(value);
  const isFull = chosen.length >= MOST_CHOICES;
  return (
    <>
      <div class="chips">
        {field.choices?.map((choice, index) => (
          <Chip
            key={choice.value}
            type="checkbox"
            id={index ? `${id}-${choice.value}` : id}
            name={field.name}
            checked={chosen.includes(choice.value)}
            disabled={isBeyond(chosen, choice.value)}
            onChange={(event) => onInput(withChoice(chosen, choice.value, event.currentTarget.checked))}
          >
            {choice.label}
          </Chip>
        ))}
      </div>
      <p class="count" role="status">
        {isFull && `You chose ${chosen.length}. To choose another, take one out first.`}
      </p>
    </>
  );
}

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
