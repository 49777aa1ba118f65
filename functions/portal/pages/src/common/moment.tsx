/** A moment of the program. */
import { inEastern, inReaderZone, readerIsInEastern } from "./clock.ts";

/** A moment as the program tells it, and in the reader's own zone where that is another. */
export function Moment({ iso, eastern }) {
  const told = eastern ?? inEastern(iso);
  return (
    <>
      <time dateTime={iso}>{told}</time>
      {!readerIsInEastern(iso) && <span class="own-zone">Your time: {inReaderZone(iso)}</span>}
    </>
  );
}
