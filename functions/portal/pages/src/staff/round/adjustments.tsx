/** What staff change in a round: what each change costs, what is gathered, and drawing the round again with it. */
import { ActionButton } from "../../common/page.tsx";
import { useKeys } from "../frame/keys.ts";
import { Box } from "../parts/box.tsx";
import { FormError } from "../parts/fields.tsx";
import { type Adjustment, applicantOf, costInWords, mentorOf, type Names, type StaffRound } from "../rounds/words.ts";
import type { Adjusting } from "./adjusting.ts";
import { isSame, storedWishes, type Wish } from "./changes.ts";
import { isDrawing } from "./record.ts";

/** A change in words. */
export function wishInWords({ kind, application = "", mentor, capacity = 0 }: Wish, names: Names): string {
  const other = mentorOf(names, mentor);
  if (kind === "capacity") {
    return capacity ? `${other}: at most ${capacity} mentees` : `Spare ${other}: no mentee in this round`;
  }
  return `${kind === "pin" ? "Pin" : "Forbid"} ${applicantOf(names, application)} with ${other}`;
}

/** What a stored change costs; one that was not followed says why. */
const costOf = (wish: Wish, { adjustments }: StaffRound): string => {
  const found: Adjustment | undefined = adjustments.find((it) => isSame(it, wish));
  return found ? (found.refused ?? costInWords(found.cost)) : "";
};

interface CostsProps {
  readonly round: StaffRound;
  readonly names: Names;
}

/** The changes that a round was drawn up with, each with its cost. */
export function Costs({ round, names }: CostsProps) {
  return (
    <ul class="adjustments">
      {storedWishes(round.asked).map((wish) => (
        <li key={wishInWords(wish, names)}>
          <span>{wishInWords(wish, names)}</span>
          <b>{costOf(wish, round)}</b>
        </li>
      ))}
    </ul>
  );
}

interface AdjustmentsProps extends CostsProps {
  readonly adjusting: Adjusting;
  /** Opens the choice of any pair. */
  readonly onPick: () => void;
}

export function Adjustments({ round, names, adjusting, onPick }: AdjustmentsProps) {
  const { form, stored, changes, add, drop } = adjusting;
  const added = changes.filter(({ off }) => !off);
  const drawing = isDrawing(round);
  const ready = changes.length > 0 || round.outdated === "facts";
  const draw = () => {
    if (ready && !drawing) form.submit();
  };
  useKeys("This round", [
    { keys: "a", says: "Pin or forbid any pair", run: onPick },
    ...(ready && !drawing ? [{ keys: "d", says: "Draw again", run: draw }] : []),
  ]);
  const changed = (wish: Wish) => changes.find((it) => isSame(it, wish));
  const sentence = (wish: Wish) => wishInWords(wish, names);
  const differences = form.overtaken
    ? [
        {
          label: "Adjustments",
          stored: stored.map(sentence).join("; ") || "None",
          yours: adjusting.wanted.map(sentence).join("; ") || "None",
        },
      ]
    : [];
  return (
    <Box title="Adjustments">
      <FormError form={form} fields={[]} differences={differences} />
      {stored.length + added.length === 0 && (
        <p>
          None. Pin a pair to keep it, forbid one, or spare a mentor: its cost shows here before anything is published.
        </p>
      )}
      <ul class="adjustments">
        {stored
          .filter((wish) => !added.some((it) => isSame(it, wish)))
          .map((wish) => (
            <Line
              key={sentence(wish)}
              text={sentence(wish)}
              off={Boolean(changed(wish)?.off)}
              cost={drawing ? "Being drawn" : costOf(wish, round)}
              label={changed(wish) ? "Undo" : "Take back"}
              onAct={() => (changed(wish) ? drop(wish) : add({ ...wish, off: true }))}
            />
          ))}
        {added.map((wish) => (
          <Line
            key={sentence(wish)}
            text={sentence(wish)}
            cost="Its cost shows once it’s drawn"
            label="Undo"
            onAct={() => drop(wish)}
          >
            {wish.kind === "capacity" && <Most wish={wish} names={names} onChange={add} />}
          </Line>
        ))}
      </ul>
      <p>
        <button type="button" class="link" onClick={onPick} aria-keyshortcuts="a">
          Pin or forbid any pair
        </button>{" "}
        <kbd>a</kbd>
      </p>
      {ready && (
        <ActionButton
          type="button"
          busy={form.busy || drawing}
          busyLabel="Drawing…"
          onClick={draw}
          aria-keyshortcuts="d"
        >
          {changes.length
            ? `Draw again with ${changes.length} ${changes.length === 1 ? "change" : "changes"}`
            : "Draw again"}
        </ActionButton>
      )}
    </Box>
  );
}

interface LineProps {
  readonly text: string;
  readonly cost: string;
  readonly label: string;
  readonly off?: boolean;
  readonly onAct: () => void;
  readonly children?: preact.ComponentChildren;
}

function Line({ text, cost, label, off = false, onAct, children }: LineProps) {
  return (
    <li>
      <span>
        {off ? <s>{text}</s> : text} {children}
      </span>
      <b>{off ? "Taken back" : cost}</b>
      <button type="button" class="link" onClick={onAct}>
        {label}
        <span class="hidden"> {text}</span>
      </button>
    </li>
  );
}

/** The most mentees of a mentor in this round, those they have included. */
function Most({ wish, names, onChange }: { wish: Wish; names: Names; onChange: (wish: Wish) => void }) {
  const { capacity = 5 } = names.mentors[wish.mentor] ?? {};
  return (
    <select
      aria-label={`Most mentees of ${mentorOf(names, wish.mentor)}`}
      value={wish.capacity ?? 0}
      onChange={(event) => onChange({ ...wish, capacity: Number(event.currentTarget.value) })}
    >
      {Array.from({ length: capacity }, (_, most) => (
        <option key={most} value={most}>
          {most}
        </option>
      ))}
    </select>
  );
}
