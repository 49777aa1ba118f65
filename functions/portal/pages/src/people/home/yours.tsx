/** The home page of the person signed in: what waits for them, and what comes next. */
import { useCallback } from "preact/hooks";
import { useNow } from "../../common/clock.ts";
import { useLoaded } from "../../common/loaded.ts";
import { Failure, Skeleton } from "../../common/page.tsx";
import type { Cycle } from "../../common/records.ts";
import { Link } from "../../common/router.ts";
import { type Schema, useSchema } from "../../common/schema.ts";
import { flatten } from "../application/merge.ts";
import { missingIn, STEPS } from "../application/steps.ts";
import { deadlineOf, phaseAt } from "../deadline.ts";
import { asOf } from "../matches/words.ts";
import { readMentor } from "../mentor/load.ts";
import { readApplication } from "../own_application.ts";
import { stateOf } from "../status/state.ts";
import { stateInWords } from "../status/state_card.tsx";
import { Invitation } from "./invitation.tsx";
import { forApplicant, forMentee, forMentor, type Item } from "./yours.ts";

const CHECK_CLOCK_MS = 30_000;

/** A person's records in a cycle, on either side. */
async function read(cycle: string) {
  const [{ application }, mentor] = await Promise.all([readApplication(cycle), readMentor()]);
  return { application, ...mentor };
}

type Own = Awaited<ReturnType<typeof read>>;

/** What there is, or the way in for someone who has begun nothing yet. */
export default function Yours({ cycle }: { cycle: Cycle }) {
  const { schema, error: noSchema, reload: readSchema } = useSchema("application");
  const load = useCallback(() => read(cycle.id), [cycle.id]);
  const { data, error, reload } = useLoaded(load);
  const now = useNow(CHECK_CLOCK_MS);
  const failed = error ?? noSchema;
  if (failed && !(data && schema)) return <Failure error={failed} retry={noSchema ? readSchema : reload} />;
  if (!data || !schema) return <Skeleton lines={4} />;
  const items = itemsOf(data, cycle, schema, now);
  if (!items.length) return <Invitation open={cycle.phase === "open"} />;
  return (
    <nav class="card yours" aria-label="Yours">
      <h2 class="card-title">{items.some(({ waits }) => waits) ? "What waits for you" : "What’s next for you"}</h2>
      <ul class="plain">
        {items.map(({ href, text, detail, waits }) => (
          <li key={`${href} ${text}`}>
            <Link class={waits ? "button" : "yours-next"} href={href}>
              {text}
            </Link>
            {detail && <p class="fine">{detail}</p>}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function itemsOf(
  { application, record, matches, others }: Own,
  cycle: Cycle,
  schema: Schema,
  now: number,
): readonly Item[] {
  const items: Item[] = [];
  if (application) {
    const deadline = deadlineOf(cycle, application.extension);
    const open = phaseAt(now, cycle, deadline) === "open";
    const own = others.filter((match) => match.application === application.id);
    const state = stateInWords(stateOf(application, asOf(now, own[0]), open));
    const answers = flatten(application.form);
    const stepsLeft = STEPS.filter((step) => missingIn(schema, step, answers).length > 0).length;
    items.push(...forApplicant({ application, state, deadline, open, stepsLeft, matches: others }, now));
  } else {
    items.push(...forMentee(others, now));
  }
  if (record) items.push(...forMentor({ record, matches }, now));
  return [...items.filter(({ waits }) => waits), ...items.filter(({ waits }) => !waits)];
}
