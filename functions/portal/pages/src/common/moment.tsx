/** A moment of the program. */
import { inEastern, inReaderZone, readerIsInEastern } from "./clock.ts";

/** The moment `iso` as the program says it (`eastern`), and in the reader's own zone where that is another. */
export function Moment({ iso, eastern }: { iso: string; eastern?: string | undefined }) {
  return (
    <>
      <time dateTime={iso}>{eastern ?? inEastern(iso)}</time>
      {!readerIsInEastern(iso) && <span class="own-zone">Your time: {inReaderZone(iso)}</span>}
    </>
  );
}
