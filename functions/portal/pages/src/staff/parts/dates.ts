/** Moments in Eastern Time, short enough for a table whose column says so. */
const short = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
});

/** Such as `Apr 15, 2024, 11:59 PM`. */
export const shortEastern = (iso: string): string => short.format(new Date(iso));
