/** A month of a year. */
import { useState } from "preact/hooks";
import { serverNow } from "./clock.ts";
import { type ControlProps, Select } from "./select.tsx";
import { textOf } from "./values.ts";

const MONTHS = Array.from({ length: 12 }, (_, index) => {
  const name = new Intl.DateTimeFormat("en-US", { month: "long", timeZone: "UTC" }).format(Date.UTC(2000, index));
  return { value: String(index + 1).padStart(2, "0"), label: name };
});
const YEARS_AROUND = 12;

/** A month and its year as two choices, since not every browser knows how to ask for a month. */
export function Month(props: ControlProps) {
  const { field, id, value, onInput } = props;
  const [[year = "", month = ""], setParts] = useState(() => textOf(value).split("-"));
  const thisYear = new Date(serverNow()).getUTCFullYear();
  const around = Array.from({ length: 2 * YEARS_AROUND + 1 }, (_, index) => String(thisYear - YEARS_AROUND + index));
  const years = year && !around.includes(year) ? [...around, year] : around;
  const change = (newYear: string, newMonth: string) => {
    setParts([newYear, newMonth]);
    onInput(newYear && newMonth ? `${newYear}-${newMonth}` : null);
  };
  return (
    <div class="month">
      <label class="hidden" for={id}>
        Month
      </label>
      <Select {...props} choices={MONTHS} value={month} onInput={(chosen) => change(year, textOf(chosen))} />
      <label class="hidden" for={`${id}-year`}>
        Year
      </label>
      <Select
        {...props}
        id={`${id}-year`}
        field={{ ...field, name: `${field.name}-year` }}
        choices={years.map((it) => ({ value: it, label: it }))}
        value={year}
        onInput={(chosen) => change(textOf(chosen), month)}
      />
    </div>
  );
}
