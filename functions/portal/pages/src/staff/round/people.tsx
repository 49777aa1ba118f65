/** Who is in a round: the pairs, or those without a mentor; which of them is in the address. */
import { useFilters } from "../parts/filters.ts";
import type { Names, StaffRound } from "../rounds/words.ts";
import { Pairs } from "./pairs.tsx";
import { usePairs, useUnmatched } from "./record.ts";
import type { RowsProps } from "./rows.tsx";
import { UnmatchedRows } from "./unmatched.tsx";

interface PeopleProps extends RowsProps {
  readonly round: StaffRound;
  readonly onNames: (names: Names) => void;
}

export function People(props: PeopleProps) {
  const [{ part }, change] = useFilters(["part"] as const);
  const { matched, applicants } = props.round;
  const parts = [
    { name: "", label: `Pairs (${matched})` },
    { name: "unmatched", label: `Without a mentor (${applicants - matched})` },
  ];
  return (
    <>
      <fieldset class="parts">
        <legend class="hidden">Who shows</legend>
        {parts.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            class="button button-quiet"
            aria-pressed={part === name}
            onClick={() => change({ part: name })}
          >
            {label}
          </button>
        ))}
      </fieldset>
      {part === "unmatched" ? <OfUnmatched {...props} /> : <OfPairs {...props} />}
    </>
  );
}

const OfPairs = (props: PeopleProps) => <Pairs {...props} list={usePairs(props)} />;

const OfUnmatched = (props: PeopleProps) => <UnmatchedRows {...props} list={useUnmatched(props)} />;
