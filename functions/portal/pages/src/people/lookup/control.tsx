/** A name as people type it: suggestions from a list of the program's, and any other name as it is. */
import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { plural } from "../../common/clock.ts";
import type { ControlProps } from "../../common/select.tsx";
import { aria } from "../../common/select.tsx";
import { textOf } from "../../common/values.ts";
import { type Listed, loadList, matching } from "./list.ts";
import { Meaning, useMeaning } from "./meaning.tsx";

const PAUSE_MS = 600;
/** What a field says once it is left comes after a press that left it: the button pressed mustn't move away below it. */
const PRESS_MS = 250;

/** A list to choose from: where it is, and what one of it is called. */
export interface Source {
  readonly path: Parameters<typeof loadList>[0];
  readonly noun: string;
  /** What to say of a name that isn't on it. */
  readonly unlisted: string;
}

const SCHOOLS: Source = {
  path: "/api/schools",
  noun: "school",
  unlisted: "This school isn’t on our list. Enter its full name, and our staff will look it up.",
};

export const INSTITUTIONS: Source = {
  path: "/api/institutions",
  noun: "institution",
  unlisted: "This institution isn’t on our list. Enter its full name, and we’ll compare it as you wrote it.",
};

/** The list of a source; empty until it's there. */
export function useListed({ path }: Source): readonly Listed[] {
  const [list, setList] = useState<readonly Listed[]>([]);
  useEffect(() => {
    loadList(path).then(setList);
  }, [path]);
  return list;
}

/** Say how many suggestions there are once the typing pauses. */
function useCountAnnounced(isOpen: boolean, count: number, { noun, unlisted }: Source): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const sentence = count ? `${plural(count, noun)} found. Use the arrow keys to choose.` : unlisted;
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

interface ComboboxProps extends Omit<ControlProps, "value" | "onInput"> {
  readonly text: string;
  readonly list: readonly Listed[];
  readonly source: Source;
  readonly onType: (text: string) => void;
  readonly onChoose: (listed: Listed) => void;
  /** What Enter does while no suggestion is chosen; without it, it sends the form. */
  readonly onEnter?: (() => void) | undefined;
}

/** An editable combobox with a list (ARIA 1.2). */
export function Combobox(props: ComboboxProps) {
  const { field, id, text, list, source, onType, onChoose, onEnter, autocomplete = "off" } = props;
  const [{ open, active }, setList] = useState(CLOSED);
  const options = useRef<HTMLDivElement>(null);
  const found = matching(list, text);
  const isShown = open && found.length > 0;
  const place = useInView(isShown, found.length);
  useCountAnnounced(open && text.length > 1, found.length, source);
  useEffect(() => options.current?.children[active]?.scrollIntoView({ block: "nearest" }), [active]);

  const choose = (listed: Listed) => {
    onChoose(listed);
    setList(CLOSED);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isEnter = event.key === "Enter";
    const chosen = isEnter && isShown ? found[active] : undefined;
    const next = listAfter(event.key, { open: isShown, active }, found.length);
    if (!chosen && !next && !(isEnter && onEnter)) return;
    event.preventDefault();
    if (chosen) choose(chosen);
    else if (next) setList(next);
    else onEnter?.();
  };
  return (
    <div class="lookup-field" ref={place}>
      <input
        {...{ id, onKeyDown, autocomplete }}
        {...aria(props)}
        type="text"
        role="combobox"
        name={field.name}
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={`${id}-options`}
        aria-activedescendant={isShown && active >= 0 ? `${id}-option-${active}` : undefined}
        value={text}
        onInput={(event) => {
          onType(event.currentTarget.value);
          setList({ open: true, active: -1 });
        }}
        onBlur={() => setList(CLOSED)}
      />
      <div
        class="lookup-options"
        id={`${id}-options`}
        role="listbox"
        aria-label={field.label}
        hidden={!isShown}
        ref={options}
      >
        {found.map((listed, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: pointed at by aria-activedescendant
          <div
            key={listed.name}
            id={`${id}-option-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(listed)}
          >
            {listed.name}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The control of a field with one name from a list, or any other. */
function Lookup({ source, ...props }: ControlProps & { readonly source: Source }) {
  const { id, value, onInput, described } = props;
  const list = useListed(source);
  const [isTyping, setTyping] = useState(false);
  const text = textOf(value);
  const meaning = useMeaning(list, isTyping ? "" : text);
  const take = (name: string) => {
    setTyping(false);
    onInput(name);
  };
  const type = (typed: string) => {
    setTyping(true);
    onInput(typed);
  };
  return (
    <div class="lookup" onFocusOut={() => setTimeout(setTyping, PRESS_MS, false)}>
      <Combobox
        {...props}
        {...{ text, list, source }}
        described={[described, meaning && `${id}-note`].filter(Boolean).join(" ") || undefined}
        onType={type}
        onChoose={({ name }) => take(name)}
      />
      <Meaning
        id={`${id}-note`}
        {...{ meaning, source }}
        onTake={(name) => {
          take(name);
          document.getElementById(id)?.focus();
        }}
      />
    </div>
  );
}

/** A medical school. */
export const School = (props: ControlProps) => <Lookup {...props} source={SCHOOLS} />;

/** A university, hospital or cancer center. */
export const Institution = (props: ControlProps) => <Lookup {...props} source={INSTITUTIONS} />;
