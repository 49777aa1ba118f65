/** One round: its head, pages of its rows with who is meant, and what is done with it. */
import { useCallback, useState } from "preact/hooks";
import { call } from "../../common/api.ts";
import { type Listed, usePages } from "../parts/pages.ts";
import { type Loaded, useRecord } from "../parts/record.ts";
import type { Names, Pair, StaffRound, Unmatched } from "../rounds/words.ts";

export type RoundRecord = Loaded<StaffRound>;
const PAGE = 50;

/** Whether the worker is drawing the round again. */
export const isDrawing = (round: StaffRound | null): boolean => round?.outdated === "adjustments";

const read = (cycle: string, number: string, query: Record<string, string | number | null>) =>
  call("GET", "/api/staff/cycles/{cycle}/rounds/{number}", { params: { cycle, number }, query });

/** The head of a round; of its rows only one is read with it. */
export const useRound = (cycle: string, number: string): RoundRecord =>
  useRecord<StaffRound>(cycle && number && `${cycle} ${number}`, () => read(cycle, number, { limit: 1 }));

/** Who is meant, as far as pages were read. */
export function useNames(): [Names, (more: Names) => void] {
  const [names, setNames] = useState<Names>({ applications: {}, mentors: {} });
  const add = useCallback(
    (more: Names) =>
      setNames(({ applications, mentors }) => ({
        applications: { ...applications, ...more.applications },
        mentors: { ...mentors, ...more.mentors },
      })),
    [],
  );
  return [names, add];
}

interface Of {
  readonly cycle: string;
  readonly round: StaffRound;
  readonly onNames: (names: Names) => void;
}

/** The pairs, 50 at a time; from the start again once the round is drawn again. */
export const usePairs = ({ cycle, round, onNames }: Of): Listed<Pair> =>
  usePages<Pair>(`${cycle} ${round.round} ${round.result_digest} pairs`, async (cursor) => {
    const { body } = await read(cycle, `${round.round}`, { part: "pairs", limit: PAGE, cursor });
    onNames(body.names);
    return { items: body.pairs, next_cursor: body.next_cursor };
  });

/** The unmatched, as the pairs. */
export const useUnmatched = ({ cycle, round, onNames }: Of): Listed<Unmatched> =>
  usePages<Unmatched>(`${cycle} ${round.round} ${round.result_digest} unmatched`, async (cursor) => {
    const { body } = await read(cycle, `${round.round}`, { part: "unmatched", limit: PAGE, cursor });
    onNames(body.names);
    return { items: body.unmatched, next_cursor: body.next_cursor };
  });
