/** A school as one types it: suggestions from the list, and any other name as it is. */
import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { plural } from "../../common/clock.ts";
import { listed, loadSchools, matching } from "./schools.ts";

const SETTLED_MS = 600;
const NOT_LISTED = "This school is not on our list. Write its full name; staff will look it up.";

function useSchools() {
  const [schools, setSchools] = useState([]);
  useEffect(() => {
    loadSchools().then(setSchools);
  }, []);
  return schools;
}

/** Say how many suggestions there are once the typing pauses. */
function useCountAnnounced(open, found) {
  useEffect(() => {
    if (!open) return undefined;
    const says = found.length ? `${plural(found.length, "school")} found. Use the arrow keys to choose.` : NOT_LISTED;
    const timer = setTimeout(announce, SETTLED_MS, says);
    return () => clearTimeout(timer);
  }, [open, found.length]);
}

/** What a key does: the next state of `{open, active}`, or the option it takes. */
function pressed(key, { open, active }, found) {
  const last = found.length - 1;
  if (key === "Escape") return { open: false, active: -1 };
  if (key === "Enter" && open && active >= 0) return { takes: found[active] };
  if (last < 0) return null;
  if (key === "ArrowDown") return { open: true, active: open && active < last ? active + 1 : 0 };
  if (key === "ArrowUp") return { open: true, active: active > 0 ? active - 1 : last };
  return null;
}

/** The control of the field, an editable combobox with a list. */
export function School({ field, id, value, onInput, described, invalid }) {
  const schools = useSchools();
  const [{ open, active }, setList] = useState({ open: false, active: -1 });
  const options = useRef();
  const text = value ?? "";
  const found = matching(schools, text);
  const shown = open && found.length > 0;
  useCountAnnounced(open && text.length > 1, found);
  useEffect(() => options.current?.children[active]?.scrollIntoView({ block: "nearest" }), [active]);

  const close = () => setList({ open: false, active: -1 });
  const take = (school) => {
    onInput(school.name);
    close();
  };
  const type = (event) => {
    onInput(event.currentTarget.value);
    setList({ open: true, active: -1 });
  };
  const onKeyDown = (event) => {
    const next = pressed(event.key, { open: shown, active }, found);
    if (!next || (event.key === "Escape" && !shown)) return;
    event.preventDefault();
    if (next.takes) take(next.takes);
    else setList(next);
  };
  const unknown = !open && text && schools.length > 0 && !listed(schools, text);
  return (
    <div class="school">
      <input
        {...{ id, onKeyDown }}
        type="text"
        role="combobox"
        name={field.name}
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={`${id}-options`}
        aria-activedescendant={shown && active >= 0 ? `${id}-option-${active}` : undefined}
        aria-describedby={[described, unknown && `${id}-note`].filter(Boolean).join(" ") || undefined}
        aria-invalid={invalid || undefined}
        aria-required={field.required || undefined}
        maxLength={field.maxLength}
        value={text}
        onInput={type}
        onBlur={close}
      />
      <div
        class="school-options"
        id={`${id}-options`}
        role="listbox"
        aria-label={field.label}
        hidden={!shown}
        ref={options}
      >
        {found.map((school, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: pointed at by aria-activedescendant
          <div
            key={school.name}
            id={`${id}-option-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(school)}
          >
            {school.name}
          </div>
        ))}
      </div>
      <p class="help" id={`${id}-note`}>
        {unknown && NOT_LISTED}
      </p>
    </div>
  );
}
