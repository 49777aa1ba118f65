/** The shapes in which these pages hold the application's answers. */
import type { components } from "#openapi";
import type { Form, Value } from "../../common/records.ts";

type Stored = components["schemas"]["ApplicationDraft"];
type SelfIdentification = components["schemas"]["SelfIdentification"];
type Keys<T> = keyof T & string;

/** The form with every part; of self-identification what is asked, which is not what is read back. */
type ApplicationForm = {
  [P in keyof Stored]-?: P extends "self_identification" ? SelfIdentification : NonNullable<Stored[P]>;
};

/** A group that self-identification offers. */
export type Group = NonNullable<SelfIdentification["groups"]>[number];

/** A part of the form. */
export type Part = Keys<ApplicationForm>;

type FieldIn<P extends Part> = ApplicationForm[P] extends string ? never : `${P}.${Keys<ApplicationForm[P]>}`;

/** The path of a part or a field that the form is known to have, such as `training.school`. */
export type Path = Part | { [P in Part]: FieldIn<P> }[Part];

/** The answer at a path; null where it was taken away. */
export type Answer = Value | Form;

/** Answers by path. */
export type Answers = Readonly<Record<string, Answer>>;

/** An answer in the safety copy, with what was stored when it was typed. */
export interface KeptAnswer {
  readonly value: Answer;
  readonly was: Answer;
}

/** A safety copy, by path. */
export type KeptCopy = Readonly<Record<string, KeptAnswer>>;
