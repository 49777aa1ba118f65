/** A school as people type it: suggestions from the list, and any other name as it is. */
import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { plural } from "../../common/clock.ts";
import type { School as Listed } from "../../common/records.ts";
import type { ControlProps } from "../../common/select.tsx";
import { textOf } from "../../common/values.ts";
import { closest, listed, loadSchools, matching } from "./list.ts";

const PAUSE_MS = 600;
const NOT_LISTED = "This school isn’t on our list. Enter its full name, and our staff will look it up.";

function useSchools(): readonly Listed[] {
  const [schools, setSchools] = useState<readonly Listed[]>([]);
  useEffect(() => {
    loadSchools().then(setSchools);
  }, []);
  return schools;
}

/** Say how many suggestions there are once the typing pauses. */
function useCountAnnounced(isOpen: boolean, count: number): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const sentence = count ? `${plural(count, "school")} found. Use the arrow keys to choose.` : NOT_LISTED;
    const timer = setTimeout(announce, PAUSE_MS, sentence);
    return () => clearTimeout(timer);
  }, [isOpen, count]);
}

/** Bring an open list into view with its field, above whatever sticks to the window's edge. */
function useInView(isShown: boolean, count: number) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isShown) return;
    for (const part of [...(place.current?.children ?? [])].slice(0, 2).reverse()) {
      part.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  }, [isShown, count]);
  return place;
}

/** A listed school that an unlisted name is close to, and the button that takes it. */
function DidYouMean({ school, onTake }: { school: Listed; onTake: () => void }) {
  useEffect(() => announce(`Did you mean ${school.name}?`), [school]);
  return (
    <p class="school-near">
      Did you mean <strong>{school.name}</strong>?{" "}
      <button type="button" class="link" onClick={onTake}>
        Use this name
      </button>
    </p>
  );
}

/** The list of suggestions: whether it shows, and which one the keys are at (-1: none). */
interface List {
  readonly open: boolean;
  readonly active: number;
}

const CLOSED: List = { open: false, active: -1 };

/** The list after a key, of `count` suggestions; null when the key does nothing to it. */
function listAfter(key: string, { open, active }: List, count: number): List | null {
  const last = count - 1;
  if (key === "Escape") return open ? CLOSED : null;
  if (last < 0) return null;
  if (key === "ArrowDown") return { open: true, active: open && active < last ? active + 1 : 0 };
  if (key === "ArrowUp") return { open: true, active: active > 0 ? active - 1 : last };
  return null;
}

/** The control of the field, an editable combobox with a list. */
export function School({ field, id, value, onInput, described, invalid }: ControlProps) {
  const schools = useSchools();
  const [{ open, active }, setList] = useState(CLOSED);
  const options = useRef<HTMLDivElement>(null);
  const text = textOf(value);
  const found = matching(schools, text);
  const isShown = open && found.length > 0;
  const place = useInView(isShown, found.length);
  useCountAnnounced(open && text.length > 1, found.length);
  useEffect(() => options.current?.children[active]?.scrollIntoView({ block: "nearest" }), [active]);

  const choose = (school: Listed) => {
    onInput(school.name);
    setList(CLOSED);
  };
  const type = (typed: string) => {
    onInput(typed);
    setList({ open: true, active: -1 });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = event.key === "Enter" && isShown ? found[active] : undefined;
    const next = listAfter(event.key, { open: isShown, active }, found.length);
    if (!chosen && !next) return;
    event.preventDefault();
    if (chosen) choose(chosen);
    else if (next) setList(next);
  };
  const isUnknown = !open && text !== "" && schools.length > 0 && !listed(schools, text);
  const near = isUnknown ? closest(schools, text) : undefined;
  const take = (school: Listed) => {
    choose(school);
    document.getElementById(id)?.focus();
  };
  return (
    <div class="school" ref={place}>
      <input
        {...{ id, onKeyDown }}
        type="text"
        role="combobox"
        name={field.name}
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={`${id}-options`}
        aria-activedescendant={isShown && active >= 0 ? `${id}-option-${active}` : undefined}
        aria-describedby={[described, isUnknown && `${id}-note`].filter(Boolean).join(" ") || undefined}
        aria-invalid={invalid || undefined}
        aria-required={field.required || undefined}
        maxLength={field.maxLength}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onBlur={() => setList(CLOSED)}
      />
      <div
        class="school-options"
        id={`${id}-options`}
        role="listbox"
        aria-label={field.label}
        hidden={!isShown}
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
            onClick={() => choose(school)}
          >
            {school.name}
          </div>
        ))}
      </div>
      {near && <DidYouMean school={near} onTake={() => take(near)} />}
      <p class="help" id={`${id}-note`}>
        {isUnknown && NOT_LISTED}
      </p>
    </div>
  );
}
