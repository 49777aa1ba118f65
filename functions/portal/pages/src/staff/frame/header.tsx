/** The head of the console: the cycle, the ways, who works here and what they may. */
import { useState } from "preact/hooks";
import { countdown, useNow } from "../../common/clock.ts";
import { Link, navigate, usePath } from "../../common/router.ts";
import { signOut } from "../../common/session.ts";
import { screenAt, WAYS } from "../screens.ts";
import { ADDRESSES, addressOf } from "./addresses.ts";
import { useAddress, useCycles } from "./cycles.tsx";
import { KeyList } from "./key_list.tsx";
import { useKeys } from "./keys.ts";
import { useStaff } from "./staff.ts";

export function Header() {
  const to = useAddress();
  return (
    <header class="bar">
      <div class="bar-row">
        <Link class="bar-brand" href={to("home")}>
          Mentoring <span>staff</span>
        </Link>
        <CycleChooser />
        <WindowClock />
        <Account />
      </div>
      <Ways />
    </header>
  );
}

function Ways() {
  const to = useAddress();
  const here = screenAt(usePath());
  useKeys(
    "Go to",
    WAYS.map(({ place, label, key }) => ({ keys: `g ${key}`, says: label, run: () => navigate(to(place)) })),
  );
  return (
    <nav aria-label="Main" class="bar-ways">
      <ul>
        {WAYS.map(({ place, label }) => (
          <li key={place}>
            <Link href={to(place)} aria-current={here?.screen.within === place ? "page" : undefined}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function CycleChooser() {
  const { id, all } = useCycles();
  const path = usePath();
  const choose = (chosen: string) => {
    const stays = WAYS.find(({ place }) => ADDRESSES[place] === path);
    navigate(addressOf(stays?.place ?? "home", { cycle: chosen }));
  };
  const known = all.some((cycle) => cycle.id === id);
  return (
    <div class="bar-cycle">
      <label for={CHOICE}>Cycle</label>
      <select id={CHOICE} value={id} onChange={(event) => choose(event.currentTarget.value)}>
        {!known && <option value={id}>{id}</option>}
        {all.map((cycle) => (
          <option key={cycle.id} value={cycle.id}>
            {cycle.id}
          </option>
        ))}
      </select>
    </div>
  );
}

const CHOICE = "cycle-choice";
const PHASES = { upcoming: "Not open yet", open: "Open", closed: "Closed", in_term: "In its term", over: "Over" };

function WindowClock() {
  const { cycle } = useCycles();
  const now = useNow();
  if (!cycle) return <span class="bar-clock" />;
  const turn = { upcoming: "opens in", open: "closes in" }[cycle.phase as string];
  const at = cycle.phase === "upcoming" ? cycle.opens_at : cycle.accepts_before;
  return (
    <span class="bar-clock" title={cycle.phase === "upcoming" ? cycle.opens_at_et : cycle.deadline_et}>
      <b>{PHASES[cycle.phase]}</b>
      {turn && ` · ${turn} ${countdown(Date.parse(at) - now)}`}
    </span>
  );
}

function Account() {
  const { email, role } = useStaff();
  const [leaving, setLeaving] = useState(false);
  const [listed, setListed] = useState(false);
  useKeys("Everywhere", [{ keys: "?", says: "Show this list", run: () => setListed(true) }]);
  const leave = () => {
    setLeaving(true);
    signOut();
  };
  return (
    <div class="bar-account">
      <span class="bar-who" title={email}>
        {email}
      </span>
      <span class={role === "coordinator" ? "tag tag-success" : "tag"}>{role}</span>
      <button type="button" class="link" onClick={() => setListed(true)} aria-keyshortcuts="?">
        Keys
      </button>
      <button type="button" class="link" onClick={leave}>
        {leaving ? "Signing out…" : "Sign out"}
      </button>
      {listed && <KeyList onClose={() => setListed(false)} />}
    </div>
  );
}
