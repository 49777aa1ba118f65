/** What is typed into the Mentor Interest Form, and its way to the server. */
import { useRef, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { asError, Problem, problemType } from "../../common/problem.ts";
import type { Form, MentorRecord, Value } from "../../common/records.ts";
import { forget, keep, kept } from "../../common/safety.ts";
import type { Person } from "../../common/session.ts";
import { blank, differing, type Path, toSend, valueAt, withValue } from "./form_parts.ts";

/** What a form is saved over: its version and its answers. */
export interface Base {
  readonly version: number;
  readonly form: Form;
}

const NEW: Base = { version: 0, form: {} };
const nameOf = (person: Person) => `mentor.${person.id}`;

/** What was typed and not sent, with the copy it began as. */
interface Typed {
  readonly form: Form;
  readonly origin: Form;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isForm = (value: unknown): value is Form => isObject(value) && !Array.isArray(value);

function typedBefore(person: Person): Typed | null {
  const typed = kept(nameOf(person));
  if (!isObject(typed)) return null;
  const { form, origin } = typed;
  return isForm(form) && isForm(origin) ? { form, origin } : null;
}

/** Whether something was typed and not sent. */
export const isKept = (person: Person): boolean => typedBefore(person) !== null;

/** The form at hand: `base` is what it is saved over, `stored` a copy that is in the way. */
interface Draft extends Typed {
  readonly base: Base;
  readonly restored: boolean;
  readonly stored: Base | null;
  readonly busy: boolean;
  readonly error: Error | null;
  /** How often the form was filled again. */
  readonly turn: number;
}

/** What the form shows at first: what was typed and not sent, or what is stored. */
function begin(person: Person, record: Base | null): Draft {
  const base = record ?? NEW;
  const idle = { base, busy: false, error: null, turn: 0 };
  const typed = typedBefore(person);
  if (typed) return { ...idle, ...typed, restored: true, stored: isInTheWay(base.form, typed) ? base : null };
  return { ...idle, form: record?.form ?? blank(), origin: base.form, restored: false, stored: null };
}

/** Whether a stored form is in the way of one that began as another, because both were changed differently. */
const isInTheWay = (stored: Form, { form, origin }: Typed) =>
  differing(stored, origin).length > 0 && differing(stored, form).length > 0 && Object.keys(stored).length > 0;

/** The draft, and the ways to change it: `update` some of it, `write` an answer, `fill` it again from what is stored. */
function useForm(person: Person, record: Base | null) {
  const name = nameOf(person);
  const [draft, setDraft] = useState(() => begin(person, record));
  const update = (news: Partial<Draft>) => setDraft((before) => ({ ...before, ...news }));
  // A browser that fills in several fields reports them all before the form shows any.
  const write = (path: Path, value: Value, turns: number) =>
    setDraft((before) => {
      const form = withValue(before.form, path, value);
      keep(name, { form, origin: before.origin });
      return { ...before, form, turn: before.turn + turns };
    });
  const fill = (stored: Base | null) => {
    forget(name);
    update({ ...begin(person, stored), turn: draft.turn + 1 });
  };
  return { draft, update, write, fill };
}

/** What is called once the form has arrived (`first` when it had never been sent), and when another copy is stored. */
export interface Listeners {
  readonly onSaved: (first: boolean) => void;
  readonly onStale: () => void;
}

/** The draft, and the ways to `put` an answer, to `take` one from the stored copy, to `discard` it and to `send` it. */
export function useDraft(person: Person, record: Base | null, { onSaved, onStale }: Listeners) {
  const { draft, update, write, fill } = useForm(person, record);
  const sending = useRef(false);
  const refused = (error: Error) => {
    const stored = storedIn(error);
    update({ busy: false, ...(stored ? { stored, base: stored } : { error }) });
    if (stored) onStale();
  };
  const send = async () => {
    if (sending.current) return;
    sending.current = true;
    update({ busy: true, error: null });
    try {
      fill(await sendOver(draft));
      onSaved(draft.base.version === 0);
    } catch (failed) {
      refused(asError(failed));
    } finally {
      sending.current = false;
    }
  };
  const put = (path: Path, value: Value) => write(path, value, 0);
  const take = (path: Path) => draft.stored && write(path, valueAt(draft.stored.form, path), 1);
  return { ...draft, put, take, discard: fill, send };
}

/** The stored copy that comes with a refusal as stale. */
function storedIn(error: Error): MentorRecord | null {
  const current = error instanceof Problem && problemType(error) === "stale_version" ? error.body.current : null;
  return current && isMentor(current) ? current : null;
}

const isMentor = (record: object): record is MentorRecord => "capacity" in record;

/** Send the form over the copy it began as; a stored one that is not in its way is replaced all the same. */
async function sendOver({ form, origin, base }: Draft): Promise<MentorRecord> {
  const put = async ({ version }: Base) =>
    (await call("PUT", "/api/mentor", { body: toSend(form), etag: `"${version}"` })).body;
  try {
    return await put(base);
  } catch (failed) {
    const stored = storedIn(asError(failed));
    if (!stored || isInTheWay(stored.form, { form, origin })) throw failed;
    return put(stored);
  }
}
