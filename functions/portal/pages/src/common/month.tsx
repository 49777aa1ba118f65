/** A month of a year. */
import { useState } from "preact/hooks";
import { serverNow } from "./clock.ts";
import { Select } from "./select.tsx";

const MONTHS = Array.from({ length: 12 }, (_, index) => {
  const name = new Intl.DateTimeFormat("en-US", { month: "long", timeZone: "UTC" }).format(Date.UTC(2000, index));
  return { value: String(index + 1).padStart(2, "0"), label: name };
});
const YEARS_AROUND = 12;

/** A month and its year as two choices, since not every browser knows how to ask for a month. */
export function Month(props) {
  const { field, id, value, onInput } = props;
  const [[year, month], setParts] = useState((value ?? "").split("-").concat("").slice(0, 2));
  const thisYear = new Date(serverNow()).getUTCFullYear();
  const years = Array.from({ length: 2 * YEARS_AROUND + 1 }, (_, index) => String(thisYear - YEARS_AROUND + index));
  const choices = (year && !years.includes(year) ? [...years, year] : years).map((it) => ({ value: it, label: it }));
  const change = (newYear, newMonth) => {
    setParts([newYear ?? "", newMonth ?? ""]);
    onInput(newYear && newMonth ? `${newYear}-${newMonth}` : null);
  };
  return (
    <div class="month">
      <label class="hidden" for={id}>
        Month
      </label>
      <Select {...props} choices={MONTHS} value={month} onInput={(it) => change(year, it)} />
      <label class="hidden" for={`${id}-year`}>
        Year
      </label>
      <Select
        {...props}
        id={`${id}-year`}
        field={{ ...field, name: `${field.name}-year` }}
        choices={choices}
        value={year}
        onInput={(it) => change(it, month)}
      />
    </div>
  );
}
