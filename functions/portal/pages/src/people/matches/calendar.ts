/** A match's term as a calendar file (RFC 5545): all-day entries, made in the browser and sent nowhere. */
import { PROGRAM } from "../../common/program.ts";
import type { Contact, Match, MatchTerm } from "../../common/records.ts";

const DAY_MS = 86_400_000;
const LINE_OCTETS = 75;
const octets = new TextEncoder();

/** The file's text. The entries have the ids of those in the mail, so that a calendar given both shows each once. */
export function termCalendar(match: Match, term: MatchTerm, url: string): string {
  const stamp = (match.confirmed_at ?? "").replace(/[-:]|\.\d+/g, "");
  const entries = daysOf(term).flatMap(({ id, title, day }) => [
    "BEGIN:VEVENT",
    `UID:${match.id}-${id}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${dateOf(day)}`,
    `DTEND;VALUE=DATE:${dateOf(dayAfter(day))}`,
    `SUMMARY:${escaped(title)}`,
    ...(match.contact ? [`DESCRIPTION:${escaped(withWhom(match.contact))}`] : []),
    `URL:${url}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${PROGRAM}//Mentoring term//EN`];
  return [...head, ...entries, "END:VCALENDAR"].map((line) => `${folded(line)}\r\n`).join("");
}

/** The last day of a term: `ends_on` is the day after it. */
export const lastDay = (term: MatchTerm): string => dayAfter(term.ends_on, -1);

function daysOf(term: MatchTerm) {
  const checkIns = term.check_ins.map(({ month, due_on }) => ({
    id: `check-in-${month}`,
    title: `Mentoring check-in, month ${month}`,
    day: due_on,
  }));
  return [
    { id: "start", title: "Mentoring term begins", day: term.starts_on },
    ...checkIns,
    { id: "end", title: "Last day of the mentoring term", day: lastDay(term) },
  ];
}

const withWhom = ({ name, email, institution }: Contact) =>
  `With ${[name, institution, email].filter(Boolean).join(", ")}`;
const dateOf = (day: string) => day.replaceAll("-", "");
const dayAfter = (day: string, days = 1) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
const escaped = (text: string) => text.replace(/[\\;,]/g, "\\$&").replace(/\s+/g, " ");

/** A line of at most 75 octets, and what is left of it on lines that begin with a space; no character is cut. */
function folded(line: string): string {
  let text = "";
  let length = 0;
  for (const character of line) {
    const size = octets.encode(character).length;
    if (length + size > LINE_OCTETS) {
      text += "\r\n ";
      length = 1;
    }
    text += character;
    length += size;
  }
  return text;
}
