/** Forms as maps from a field's path to its value, and what becomes of changes when the stored copy changed too. */

/** Parts that the server takes as one answer; the fields of every other part are taken one by one. */
const WHOLE = new Set(["self_identification", "statement"]);

const isEmpty = (value) => value === undefined || value === null || value === "" || value.length === 0;
const inOrder = (value) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);

/** Whether two answers say the same; no answer, an empty text and an empty list do, and a list has no order. */
export const equal = (one, other) => (isEmpty(one) ? isEmpty(other) : inOrder(one) === inOrder(other));

/** `{training: {school: …}, statement: …}` as `{"training.school": …, statement: …}`. */
export function flatten(form) {
  const flat = {};
  for (const [part, value] of Object.entries(form ?? {})) {
    if (WHOLE.has(part)) flat[part] = value;
    else for (const [name, inner] of Object.entries(value)) flat[`${part}.${name}`] = inner;
  }
  return flat;
}

/** The reverse, as a PUT takes it: `null` takes a field out. */
export function nest(changes) {
  const parts = {};
  for (const [path, value] of Object.entries(changes)) {
    const [part, name] = path.split(".");
    const sent = isEmpty(value) ? null : value;
    if (name) parts[part] = { ...parts[part], [name]: sent };
    else parts[part] = sent;
  }
  return parts;
}

/**
 * Lay changes made to `base` over what is stored now. A field changed only here or only there needs no question, nor
 * does one that was stored by ourselves although no answer came (`unsure`: what was sent so, by path). One changed in
 * both is a conflict, as is one that was (`open`) and is not decided yet.
 */
export function rebase(changes, base, stored, { open = [], unsure = {} } = {}) {
  const left = Object.entries(changes).filter(([path, value]) => !equal(value, stored[path]));
  const ours = (path) => unsure[path]?.some((sent) => equal(sent, stored[path]) || stored[path]?.provided);
  const foreign = (path) => !equal(base[path], stored[path]) && !ours(path);
  const disputed = left.map(([path]) => path).filter((path) => open.includes(path) || foreign(path));
  return { changes: Object.fromEntries(left), conflicts: disputed };
}

/** Which of these paths a field of an error belongs to: itself, what holds it, or a part of it; undefined if none. */
export function ownerOf(field, paths) {
  const holds = (path) => field === path || field.startsWith(`${path}.`) || path.startsWith(`${field}.`);
  return paths.find(holds);
}
