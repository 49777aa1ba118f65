/** A moment of the program. */
import { endOfMinute, inEastern, inReaderZone, lastSecondBefore, readerIsInEastern } from "./clock.ts";

interface MomentProps {
  readonly iso: string;
  readonly eastern?: string | undefined;
  /** Whether it's a deadline to come, whose whole minute counts. */
  readonly whole?: boolean;
}

/** A time of day stays in one line. */
const unbroken = (text: string): string => text.replace(/(\d) ([AP]M) (?=[^ ]+$)/, "$1\u00a0$2\u00a0");

/** The moment `iso` as the program says it (`eastern`), and in the reader's own zone where that is another. */
export function Moment({ iso, eastern, whole }: MomentProps) {
  return (
    <>
      <time dateTime={iso}>{unbroken(eastern ?? inEastern(iso))}</time>
      {!readerIsInEastern(iso) && <span class="own-zone">Your time: {unbroken(inReaderZone(iso))}</span>}
      {whole && (
        <span class="own-zone">
          The whole minute counts: you have until {unbroken(lastSecondBefore(endOfMinute(iso)))}.
        </span>
      )}
    </>
  );
}
