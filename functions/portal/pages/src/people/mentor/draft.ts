/** What is typed into the Mentor Interest Form, and its way to the server. */
import { useRef, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { forget, keep, kept } from "../../common/safety.ts";
import { blank, differing, toSend, withValue } from "./form_parts.ts";

const NEW = { version: 0, form: {} };
const nameOf = (person) => `mentor.${person.id}`;

/** Whether something was typed and not sent. */
export const isKept = (person) => kept(nameOf(person)) !== null;

/** What the form shows at first: what was typed and not sent, with the copy it began as, or what is stored. */
function begin(person, record) {
  const base = record ?? NEW;
  const start = kept(nameOf(person));
  if (!start) return { form: record?.form ?? blank(), origin: base.form, base, restored: false, stored: null };
  return { ...start, base, restored: true, stored: stands(base.form, start) ? base : null };
}

/** Whether a stored form stands in the way of one that began as another, because both were changed differently. */
const stands = (stored, { form, origin }) =>
  differing(stored, origin).length > 0 && differing(stored, form).length > 0 && Object.keys(stored).length > 0;

/** The draft, and the ways to change it: `tell` some of it, `write` an answer, `fill` it anew from what is stored. */
function useForm(person, record) {
  const name = nameOf(person);
  const [draft, setDraft] = useState(() => ({ ...begin(person, record), busy: false, error: null, turn: 0 }));
  const tell = (told) => setDraft((before) => ({ ...before, ...told }));
  // A browser that fills in several fields tells of them all before the form shows any.
  const write = (path, value, turns = 0) =>
    setDraft((before) => {
      const form = withValue(before.form, path, value);
      keep(name, { form, origin: before.origin });
      return { ...before, form, turn: before.turn + turns };
    });
  const fill = (stored) => {
    forget(name);
    tell({ ...begin(person, stored), busy: false, error: null, turn: draft.turn + 1 });
  };
  return { draft, tell, write, fill };
}

/**
 * `{form, restored, busy, error, stored, turn, put, take, discard, send}`: `stored` is a copy that stands in the way,
 * `turn` counts how often the form was filled anew. `onSaved(first)` is called once the form has arrived, `first` when
 * it had never been sent; `onStale()` when another copy is stored.
 */
export function useDraft(person, record, { onSaved, onStale }) {
  const { draft, tell, write, fill } = useForm(person, record);
  const sending = useRef(false);
  const refused = (error) => {
    const stored = error.type === "stale_version" ? error.body.current : null;
    tell({ busy: false, ...(stored ? { stored, base: stored } : { error }) });
    if (stored) onStale();
  };
  const send = async () => {
    if (sending.current) return;
    sending.current = true;
    tell({ busy: true, error: null });
    try {
      fill(await over(draft));
      onSaved(draft.base.version === 0);
    } catch (error) {
      refused(error);
    } finally {
      sending.current = false;
    }
  };
  const [put, take] = [0, 1].map((turns) => (path, value) => write(path, value, turns));
  return { ...draft, put, take, discard: fill, send };
}

/** Send the form over the copy it began as; a stored one that does not stand in its way is replaced all the same. */
async function over({ form, origin, base }) {
  const put = (version) => call("PUT", "/api/mentor", { body: toSend(form), etag: `"${version}"` });
  try {
    return (await put(base.version)).body;
  } catch (error) {
    const stored = error.type === "stale_version" && error.body.current;
    if (!stored || stands(stored.form, { form, origin })) throw error;
    return (await put(stored.version)).body;
  }
}
