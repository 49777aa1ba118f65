/** How a mentor likes to meet: a box for each way, and both where they chose either. */
import { Checkboxes } from "../../common/choices.tsx";
import type { ControlProps } from "../../common/select.tsx";
import { listOf } from "../../common/values.ts";

const EITHER = "either";

/** A choice that means both others has no box of its own. */
export function Formats({ field, value, ...more }: ControlProps) {
  const ways = (field.choices ?? []).filter((choice) => choice.value !== EITHER);
  const chosen = listOf(value).includes(EITHER) ? ways.map((way) => way.value) : value;
  return <Checkboxes {...more} field={{ ...field, choices: ways }} value={chosen} />;
}
