/** Interests as chips: boxes whose labels are what is pressed. */
import { type ComponentChildren, type ComponentProps, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ControlProps } from "../common/select.tsx";
import { listOf } from "../common/values.ts";
import { isBeyond, withChoice } from "./open_choices.ts";

type ChipProps = ComponentProps<"input"> & {
  readonly id: string;
  readonly children: ComponentChildren;
  /** At least how many mentors share the choice, where that's told. */
  readonly shared?: number | undefined;
};

/** A choice; what it's called leaves out how many share it, which is said besides. */
export function Chip({ id, children, shared, ...more }: ChipProps) {
  const told = `${id}-shared`;
  return (
    <label class="chip" for={id}>
      <input id={id} {...more} aria-describedby={shared ? told : undefined} />
      <span>{children}</span>
      {shared && <span class="chip-shared" data-shared={shared} />}
      {shared && (
        <span id={told} hidden>
          {`At least ${shared} mentors share this.`}
        </span>
      )}
    </label>
  );
}

/** By the name of a list: at least how many mentors share each of its choices. */
export const SharedBy = createContext<Readonly<Record<string, Readonly<Record<string, number>>>>>({});

/** As many of many as one likes, or up to `most`. */
export function Chips({
  field,
  id,
  value,
  onInput,
  most = Number.POSITIVE_INFINITY,
}: ControlProps & { most?: number }) {
  const shared = useContext(SharedBy)[field.name] ?? {};
  const chosen = listOf(value);
  const isFull = chosen.length >= most;
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
            disabled={isBeyond(chosen, choice.value, most)}
            shared={shared[choice.value]}
            onChange={(event) => onInput(withChoice(chosen, choice.value, event.currentTarget.checked))}
          >
            {choice.label}
          </Chip>
        ))}
      </div>
      {Number.isFinite(most) && (
        <p class="count" role="status">
          {isFull && `You chose ${chosen.length}. To choose another, take one out first.`}
        </p>
      )}
    </>
  );
}
