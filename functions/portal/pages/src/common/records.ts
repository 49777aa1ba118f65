/** The API's records, under the names the pages use, and answers to forms whose fields a schema names. */
import type { components } from "#openapi";

type Schemas = components["schemas"];

export type Application = Schemas["Application"];
export type Contact = Schemas["Contact"];
export type Cv = Schemas["Cv"];
export type Cycle = Schemas["Cycle"];
export type Extension = Schemas["Extension"];
export type Judgement = Schemas["Judgement"];
export type Match = Schemas["Match"];
export type MatchTerm = Schemas["MatchTerm"];
export type MentorRecord = Schemas["Mentor"];
export type FirstMeeting = Schemas["FirstMeeting"];
export type MeetingTime = Schemas["MeetingTime"];
export type Moment = Schemas["Moment"];
export type OtherSide = Schemas["OtherSide"];
export type Question = Schemas["Question"];
export type Reason = Schemas["Reason"];
export type Receipt = Schemas["Receipt"];
export type SurveyAnswer = Schemas["SurveyAnswer"];
export type Verdict = Schemas["Verdict"];

export type Outcome = Judgement["outcome"];
export type RuleOutcome = Reason["outcome"];
export type Side = keyof Match["accepted"];

/** An answer to one question of a form. */
export type Value = string | number | boolean | readonly string[] | null | undefined;

/** A form, or a part of one, by the names of its fields and parts; which those are, its JSON Schema says. */
export interface Form {
  readonly [name: string]: Value | Form;
}
