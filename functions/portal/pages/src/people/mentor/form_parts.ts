/** The parts of the Mentor Interest Form, in the order in which they are asked, and how its answers are compared. */

import { readerZone } from "../../common/clock.ts";
import { zoneChoices } from "../../common/places.ts";
import { fieldOf } from "../../common/schema.ts";

/** Each part: its title, the object whose help stands above it, and its fields. */
export const PARTS = [
  { title: "About you", about: "name", paths: ["name.first", "name.last", "stage", "institution"] },
  { title: "Where you live", about: "location", paths: ["location.state", "location.time_zone"] },
  { title: "Your field", paths: ["disciplines", "disease_sites", "topics", "settings"] },
  { title: "Your mentees", paths: ["mentee_stages", "formats", "capacity", "months_available"] },
  { title: "If you wish", paths: ["avoid_institutions", "bio"] },
];

/** Every field. */
export const PATHS = PARTS.flatMap(({ paths }) => paths);

/** What the browser knows of somebody who fills in the form: what a name field, say, is for. */
export const AUTOCOMPLETE = {
  "name.first": "given-name",
  "name.last": "family-name",
  institution: "organization",
};

/** A form that nobody has filled in. */
export const blank = () => ({ location: { time_zone: readerZone() } });

/** The value at a path such as `name.first`. */
export const valueAt = (form, path) => path.split(".").reduce((inner, name) => inner?.[name], form);

/** The form with another value at a path. */
export function withValue(form, path, value) {
  const [name, ...rest] = path.split(".");
  return { ...form, [name]: rest.length ? withValue(form?.[name] ?? {}, rest.join("."), value) : value };
}

/** The form as it is sent: what is empty is left out, so that the answer says that it is needed. */
export function toSend(form) {
  const filled = PATHS.map((path) => [path, valueAt(form, path)]).filter(([, value]) => !isEmpty(value));
  return filled.reduce((sent, [path, value]) => withValue(sent, path, value), { name: {}, location: {} });
}

const isEmpty = (value) => value === undefined || value === null || value === "";

/** The fields in which two forms differ; the order of choices is none. */
export const differing = (one, other) => PATHS.filter((path) => comparable(one, path) !== comparable(other, path));

function comparable(form, path) {
  const value = valueAt(form, path) ?? "";
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
}

/** A value as people read it. */
export function inPlainWords(schema, path, value) {
  const field = fieldOf(schema, path);
  const choices = field.kind === "zone" ? zoneChoices(value) : field.choices;
  const word = (one) => choices?.find((choice) => choice.value === one)?.label ?? String(one);
  const told = [value ?? ""].flat().filter((one) => one !== "");
  return told.length ? told.map(word).join(", ") : "—";
}
