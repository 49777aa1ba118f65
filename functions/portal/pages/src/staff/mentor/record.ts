/** One mentor as staff see the record, and changes of the copy that they saw. */
import { call, type Success } from "../../common/api.ts";
import type { StaffMentor } from "../mentors/words.ts";
import { type Loaded, useRecord } from "../parts/record.ts";

export type MentorRecord = Loaded<StaffMentor>;

export const useMentor = (id: string): MentorRecord =>
  useRecord<StaffMentor>(id, () => call("GET", "/api/staff/mentors/{mentor}", { params: { mentor: id } }));

/** A change of one mentor, by the copy that was seen. */
type Change = (options: { params: { mentor: string }; etag: string | null }) => Promise<Success<unknown>>;

/** Send a change, then read the mentor again: their matches and history change with it. */
export async function change({ etag, reload }: MentorRecord, mentor: string, send: Change): Promise<void> {
  await send({ params: { mentor }, etag });
  await reload();
}
