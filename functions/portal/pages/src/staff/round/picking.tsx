/** Any applicant and any mentor as a pair to pin or forbid, also one that no row shows. */
import { useEffect, useId, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { Failure } from "../../common/page.tsx";
import { type Mentor, mentorName } from "../mentors/words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { usePages } from "../parts/pages.ts";
import type { Names } from "../rounds/words.ts";
import { type Row, stageOf } from "../words.ts";
import type { Adjusting } from "./adjusting.ts";

const SHOWN = 8;
const PAUSE_MS = 250;
/** Those that matching takes: no one else can be in a round. */
const MATCHED: readonly string[] = ["eligible", "unmatched"];

interface Found {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

interface PickingProps {
  readonly cycle: string;
  readonly adjusting: Adjusting;
  readonly onNames: (names: Names) => void;
  readonly onClose: () => void;
}

export function Picking({ cycle, adjusting, onNames, onClose }: PickingProps) {
  const [applicant, setApplicant] = useState<Found | null>(null);
  const [mentor, setMentor] = useState<Found | null>(null);
  const want = (kind: "pin" | "forbid") => {
    if (!applicant || !mentor) return;
    adjusting.add({ kind, application: applicant.id, mentor: mentor.id });
    announce(`${kind === "pin" ? "Pinned" : "Forbidden"}. Its cost shows once the round is drawn again.`);
    onClose();
  };
  const ready = applicant !== null && mentor !== null;
  return (
    <Dialog title="Any pair" onClose={onClose}>
      <p>A pair that the rules forbid is refused when the round is drawn, with why.</p>
      <div class="picking">
        <Picker
          label="Applicant"
          help="Eligible applicants, by any name, e-mail or receipt"
          load={(q) => applicants(cycle, q, onNames)}
          of={`applicants ${cycle}`}
          chosen={applicant}
          onChoose={setApplicant}
        />
        <Picker
          label="Mentor"
          help="Active mentors, by name, e-mail or institution"
          load={(q) => mentors(q, onNames)}
          of="mentors"
          chosen={mentor}
          onChoose={setMentor}
        />
      </div>
      <div class="buttons">
        <button type="button" class="button" disabled={!ready} onClick={() => want("pin")}>
          Pin this pair
        </button>
        <button type="button" class="button button-quiet" disabled={!ready} onClick={() => want("forbid")}>
          Forbid this pair
        </button>
      </div>
    </Dialog>
  );
}

async function applicants(cycle: string, q: string, onNames: (names: Names) => void) {
  const { body } = await call("GET", "/api/staff/applications", { query: { cycle, q, limit: 50 } });
  const rows = body.items.filter(({ status }) => MATCHED.includes(status));
  const named = (row: Row) => ({ name: row.applicant_name, stage: row.stage, school: row.school, state: row.state });
  onNames({ applications: Object.fromEntries(rows.map((row) => [row.id, named(row)])), mentors: {} });
  const items = rows.map((row) => ({
    id: row.id,
    name: row.applicant_name,
    detail: [stageOf(row.stage), row.school, row.state].join(" · "),
  }));
  return { items };
}

async function mentors(q: string, onNames: (names: Names) => void) {
  const { body } = await call("GET", "/api/staff/mentors", { query: { status: "active", q, limit: 50 } });
  onNames({ applications: {}, mentors: Object.fromEntries(body.items.map((it) => [it.id, named(it)])) });
  const items = body.items.map((it) => {
    const { institution, state } = named(it);
    return { id: it.id, name: mentorName(it), detail: `${institution} · ${state} · ${it.open_places} open` };
  });
  return { items };
}

function named(mentor: Mentor): Names["mentors"][string] {
  const { institution, location, disciplines } = mentor.form;
  const { capacity, open_places } = mentor;
  return { name: mentorName(mentor), institution, state: location.state, disciplines, capacity, open_places };
}

interface PickerProps {
  readonly label: string;
  readonly help: string;
  readonly of: string;
  readonly load: (q: string) => Promise<{ readonly items: readonly Found[] }>;
  readonly chosen: Found | null;
  readonly onChoose: (found: Found | null) => void;
}

/** A search, and what it finds to choose one from. */
function Picker({ label, help, of, load, chosen, onChoose }: PickerProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [q, setQ] = useState("");
  useEffect(() => {
    const timer = setTimeout(setQ, PAUSE_MS, typed.trim());
    return () => clearTimeout(timer);
  }, [typed]);
  const { rows, error, reload } = usePages<Found>(`${of} ${q}`, () => load(q));
  const shown = (rows ?? []).slice(0, SHOWN);
  const others = chosen && !shown.some((it) => it.id === chosen.id) ? [chosen] : [];
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      <label class="fine" for={id}>
        {help}
      </label>
      <input id={id} type="search" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
      {error && <Failure error={error} retry={reload} />}
      {[...others, ...shown].map((it) => (
        <label key={it.id} class="choice">
          <input type="radio" name={id} checked={chosen?.id === it.id} onChange={() => onChoose(it)} />
          <span>
            {it.name} <span class="fine">{it.detail}</span>
          </span>
        </label>
      ))}
      {rows?.length === 0 && <p class="fine">No one found.</p>}
      {(rows?.length ?? 0) > SHOWN && <p class="fine">More are found: type more of the name.</p>}
    </fieldset>
  );
}
