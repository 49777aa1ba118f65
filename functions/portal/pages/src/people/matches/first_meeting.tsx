/** What a confirmed pair gets for its first conversation: three times, what to talk about, and a mail to copy. */
import { useId, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { serverNow } from "../../common/clock.ts";
import type { FirstMeeting, Match, MeetingTime } from "../../common/records.ts";
import { download, meetingCalendar, meetingLink } from "./calendar.ts";

interface FirstMeetingProps {
  readonly match: Match;
  readonly kit: FirstMeeting;
  readonly part: "h3" | "h4";
  /** The address of the page that shows the match. */
  readonly url: string;
}

/** The kit; folded away once this side said that the two are in touch. */
export function FirstMeetingKit({ match, kit, part: Part, url }: FirstMeetingProps) {
  const coming = kit.times.filter(({ starts_at }) => Date.parse(starts_at) > serverNow());
  return (
    <details class="match-more meeting screen" open={match.state === "confirmed" && !match.in_touch}>
      <summary>Your first conversation</summary>
      {coming.length > 0 && <Part class="match-part">Three times that are daytime for both of you</Part>}
      <ul class="meeting-times">
        {kit.times.map((time, index) => coming.includes(time) && <Time {...{ match, time, url }} number={index + 1} />)}
      </ul>
      <Part class="match-part">What to talk about in half an hour</Part>
      <ul>
        {kit.agenda.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <Part class="match-part">A first mail to copy</Part>
      <Mail to={match.contact?.email} mail={kit.mail} />
    </details>
  );
}

interface TimeProps {
  readonly match: Match;
  readonly time: MeetingTime;
  readonly number: number;
  readonly url: string;
}

function Time({ match, time, number, url }: TimeProps) {
  const id = useId();
  const save = () => download(meetingCalendar(match, time, number, url), `first-conversation-${number}.ics`);
  return (
    <li>
      <p id={id}>
        <time dateTime={time.starts_at}>{time.own}</time>
        {time.theirs !== time.own && <span class="own-zone">For them: {time.theirs}</span>}
      </p>
      <p class="meeting-ways">
        <a href={meetingLink(time)} target="_blank" rel="noopener noreferrer" aria-describedby={id}>
          Add to Google Calendar
        </a>
        <button type="button" class="link" aria-describedby={id} onClick={save}>
          Download (.ics)
        </button>
      </p>
    </li>
  );
}

function Mail({ to, mail }: { to: string | undefined; mail: FirstMeeting["mail"] }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(mail.body);
    setCopied(true);
    announce("The mail is copied.");
  };
  const href = `mailto:${to}?subject=${encodeURIComponent(mail.subject)}&body=${encodeURIComponent(mail.body.replaceAll("\n", "\r\n"))}`;
  return (
    <>
      <blockquote class="own-words meeting-mail">{mail.body}</blockquote>
      <div class="buttons">
        {to && (
          <a class="button" href={href}>
            Open in your mail program
          </a>
        )}
        <button type="button" class="button button-quiet" onClick={copy}>
          {copied ? "Copied" : "Copy the text"}
        </button>
      </div>
    </>
  );
}
