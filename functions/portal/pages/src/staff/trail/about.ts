/** What a fact is about, by its type: the screens that show it. */
import type { Event } from "../words.ts";

type Kind = "application" | "mentor" | "match";

const KINDS: Readonly<Record<Kind, RegExp>> = {
  application:
    /^(Application|Question|Cv|Verdict|LateSubmission|DeadlineReminder|EditsReminder|SelfIdentification|Applicant|Notice)/,
  mentor: /^Mentor(?!Interests)/,
  match: /^(Match|Contact|CheckIn|Term|Survey|Certificate|ResponseReminder)/,
};

/** The kind of record that a fact is about; null where its type doesn't say. */
export const kindOf = (type: Event["type"]): Kind | null =>
  (Object.keys(KINDS) as Kind[]).find((kind) => KINDS[kind].test(type)) ?? null;
