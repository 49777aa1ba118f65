/** The server's time, which decides, in Eastern Time and in the reader's own zone. */
import { useEffect, useState } from "preact/hooks";

const SECOND = 1000;
/** How far the `Date` header, which has whole seconds and travels, may be from what we know before it is believed. */
const TOLERANCE = 2500;
let offset = 0;

/**
 * Take over the time in an answer, which has milliseconds. It is when the question arrived, so taking it for when the
 * question was sent errs by the way there, and towards less time being left.
 */
export function setServerTime(iso: string, sentAt: number): void {
  offset = Date.parse(iso) - sentAt;
}

/** Notice from an answer's `Date` header that this device's clock was changed or stood still. */
export function heardDate(header: string | null, receivedAt: number): void {
  const sent = Date.parse(header ?? "") + SECOND / 2;
  if (Math.abs(sent - receivedAt - offset) > TOLERANCE) offset = sent - receivedAt;
}

/** The server's time now, in milliseconds since 1970. */
export const serverNow = (): number => Date.now() + offset;

/** The server's time, kept up to date every `everyMs` milliseconds while the component shows. */
export function useNow(everyMs = SECOND): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

const LONG: Intl.DateTimeFormatOptions = {
  year: "numeric",
  month: "long",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
};
const eastern = new Intl.DateTimeFormat("en-US", { ...LONG, timeZone: "America/New_York" });
const easternSeconds = new Intl.DateTimeFormat("en-US", { timeStyle: "medium", timeZone: "America/New_York" });
const own = new Intl.DateTimeFormat("en-US", { ...LONG, timeZoneName: "short" });
const ownDay = new Intl.DateTimeFormat("en-US", { dateStyle: "long" });
const day = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

const spoken = (formatter: Intl.DateTimeFormat, iso: string) => formatter.format(new Date(iso)).replace(" at ", ", ");

/** Such as `April 15, 2024, 11:59 PM ET`. */
export const inEastern = (iso: string): string => `${spoken(eastern, iso)} ET`;

/** The last second before an instant, such as `11:59:59 PM ET`. */
export const lastSecondBefore = (ms: number): string => `${easternSeconds.format(ms - SECOND)} ET`;

/** The first instant after the minute that begins at `iso`. */
export const endOfMinute = (iso: string): number => Date.parse(iso) + 60 * SECOND;

/** Such as `April 15, 2024, 8:59 PM PDT`. */
export const inReaderZone = (iso: string): string => spoken(own, iso);

/** The day of an instant on the reader's calendar, such as `April 15, 2024`. */
export const dayOf = (iso: string): string => ownDay.format(new Date(iso));

/** Whether the reader's clocks show Eastern Time anyway. */
export const readerIsInEastern = (iso: string): boolean =>
  spoken(own, iso).replace(/ E[SD]T$/, " ET") === inEastern(iso);

/** A date without a time, such as `July 1, 2024` of `2024-07-01`. */
export const inWords = (date: string): string => day.format(new Date(`${date}T00:00:00Z`));

/** The time of day now in an IANA time zone, such as `2:07 PM CDT`. */
export const clockIn = (timeZone: string): string =>
  new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZoneName: "short", timeZone }).format(
    serverNow(),
  );

/** The reader's IANA time zone. */
export const readerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const UNITS = [
  { word: "day", size: 86_400 },
  { word: "hour", size: 3600 },
  { word: "minute", size: 60 },
  { word: "second", size: 1 },
];

/** How long is left, in its two largest units: `12 days 4 hours`, `3 minutes 9 seconds`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  const [large, small] = UNITS.slice(UNITS.findIndex(({ size }) => seconds >= size));
  if (seconds === 0 || !large) return "0 seconds";
  const most = plural(Math.floor(seconds / large.size), large.word);
  return small ? `${most} ${plural(Math.floor((seconds % large.size) / small.size), small.word)}` : most;
}

/** `1 day`, `2 days`. */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
