/** A deadline, a match's term and the times of its first conversation, as calendar files (RFC 5545) made in the browser. */
import { PROGRAM } from "../../common/program.ts";
import type { Application, Contact, Match, MatchTerm, MeetingTime } from "../../common/records.ts";
import type { Deadline } from "../deadline.ts";

const DAY_MS = 86_400_000;
const LINE_OCTETS = 75;
const MEETING = "First mentoring conversation";
const REVOKE_MS = 10_000;
const octets = new TextEncoder();

/** The file's text. The entries have the ids of those in the mail, so that a calendar given both shows each once. */
export function termCalendar(match: Match, term: MatchTerm, url: string): string {
  const stamp = compact(match.confirmed_at ?? "");
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
  return written("Mentoring term", entries);
}

function written(kind: string, entries: readonly string[]): string {
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${PROGRAM}//${kind}//EN`];
  return [...head, ...entries, "END:VCALENDAR"].map((line) => `${folded(line)}\r\n`).join("");
}

/** The file of one of the times of a first conversation; its entry has the id of the one in the mail. */
export function meetingCalendar(match: Match, time: MeetingTime, number: number, url: string): string {
  const entry = [
    "BEGIN:VEVENT",
    `UID:${match.id}-first-meeting-${number}`,
    `DTSTAMP:${compact(match.confirmed_at ?? "")}`,
    `DTSTART:${compact(time.starts_at)}`,
    `DTEND:${compact(time.ends_at)}`,
    `SUMMARY:${MEETING}`,
    ...(match.contact ? [`DESCRIPTION:${escaped(withWhom(match.contact))}`] : []),
    `URL:${url}`,
    "STATUS:TENTATIVE",
    "END:VEVENT",
  ];
  return written("First conversation", entry);
}

/** The file of a draft's deadline, its last minute; its entry has the id of the one in the mail. */
export function deadlineCalendar(application: Application, deadline: Deadline, title: string, url: string): string {
  return written("Deadline", [
    "BEGIN:VEVENT",
    `UID:${application.id}-deadline`,
    `DTSTAMP:${compact(application.updated_at)}`,
    `DTSTART:${compact(deadline.iso)}`,
    `DTEND:${compact(new Date(deadline.before).toISOString())}`,
    `SUMMARY:${escaped(`Deadline: ${title}`)}`,
    `URL:${url}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
}

/** The same time as a link that opens a calendar on the web with the entry filled in; it names no one. */
export function meetingLink(time: MeetingTime): string {
  const dates = `${compact(time.starts_at)}/${compact(time.ends_at)}`;
  const entry = new URLSearchParams({ action: "TEMPLATE", text: MEETING, dates });
  return `https://calendar.google.com/calendar/render?${entry}`;
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
const compact = (iso: string) => iso.replace(/[-:]|\.\d+/g, "");
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

/** Hand a calendar file to the reader, under this name. */
export const download = (calendar: string, name: string): void =>
  save(new Blob([calendar], { type: "text/calendar" }), name);

/** Hand a file to the reader, under this name. */
export function save(file: Blob, name: string): void {
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), REVOKE_MS);
}
