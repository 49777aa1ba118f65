/** The tables of a report, and what their rows are called. */
import { RATINGS } from "../../common/ratings.ts";
import { fieldOf, type Schema } from "../../common/schema.ts";
import { MATCH_STATES } from "../mentors/words.ts";
import { mailTitle } from "../parts/mail_titles.ts";
import { labelled, OUTCOMES, RULES, STATUSES, stageOf } from "../words.ts";

interface Shown {
  /** How the API calls it. */
  readonly name: string;
  readonly title: string;
  /** What is counted. */
  readonly of: string;
}

const APPLICATIONS = "Applications";

export const TABLES: readonly Shown[] = [
  { name: "statuses", title: "Status", of: APPLICATIONS },
  { name: "outcomes", title: "Verdict", of: APPLICATIONS },
  { name: "reasons", title: "Criterion in question", of: APPLICATIONS },
  { name: "times_of_rules", title: "Time to the rules’ verdict", of: APPLICATIONS },
  { name: "times_of_staff", title: "Time to staff’s verdict", of: APPLICATIONS },
  { name: "stages", title: "Stage", of: APPLICATIONS },
  { name: "states", title: "State", of: APPLICATIONS },
  { name: "disciplines", title: "Discipline", of: APPLICATIONS },
  { name: "schools", title: "School", of: APPLICATIONS },
  { name: "matches", title: "Match", of: "Matches" },
  { name: "answers_of_applicants", title: "Time to the applicant’s answer", of: "Answers" },
  { name: "answers_of_mentors", title: "Time to the mentor’s answer", of: "Answers" },
  { name: "surveys_of_applicants", title: "How the year went, applicants", of: "Answers" },
  { name: "surveys_of_mentors", title: "How the year went, mentors", of: "Answers" },
  { name: "recommended_by_applicants", title: "Recommended by applicants", of: "Answers" },
  { name: "recommended_by_mentors", title: "Recommended by mentors", of: "Answers" },
  { name: "mails", title: "E-mail to applicants", of: "Sent" },
];

/** The tables in which small numbers aren’t shown. */
export const SURVEYS = TABLES.map(({ name }) => name).filter((name) => /^(surveys_of|recommended_by)_/.test(name));

const SPANS: Readonly<Record<string, string>> = {
  minute: "Under a minute",
  hour: "Under an hour",
  day: "Under a day",
  three_days: "1 to 3 days",
  week: "3 to 7 days",
  longer: "7 days or more",
};

const OWN: Readonly<Record<string, string>> = {
  not_listed: "Not on our list",
  several: "More than one group",
  other: "None of these, own words or declined",
};

/** Fields of the application whose choices name a table's rows. */
const FIELDS: Readonly<Record<string, string>> = {
  states: "location.state",
  disciplines: "interests.disciplines",
  groups: "self_identification.groups",
};

/** How a table's rows are read. */
export function wordsOf(table: string, schema: Schema | null): (name: string) => string {
  if (table === "statuses") return labelled(STATUSES);
  if (table === "outcomes") return labelled(OUTCOMES);
  if (table === "reasons") return (name) => RULES[name] ?? name;
  if (table === "stages") return stageOf;
  if (table.startsWith("surveys_")) return (rating) => `${rating}: ${RATINGS[Number(rating) - 1]}`;
  if (table.startsWith("recommended_by_")) return (name) => (name === "yes" ? "Yes" : "No");
  if (table === "mails") return mailTitle;
  if (table === "matches") return labelled(MATCH_STATES);
  const field = FIELDS[table];
  const choices = (schema && field && fieldOf(schema, field).choices) || [];
  return (name) => choices.find(({ value }) => value === name)?.label ?? OWN[name] ?? SPANS[name] ?? name;
}
