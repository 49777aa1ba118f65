/** Reasons that are given again and again: kept in this browser, per outcome, the ones used last first. */
const KEY = "console.reasons";
const MOST = 9;

type Kept = Readonly<Record<string, readonly string[]>>;

function all(): Kept {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept ? (kept as Kept) : {};
  } catch {
    return {};
  }
}

/** The reasons kept for an outcome. */
export const keptReasons = (outcome: string): readonly string[] => all()[outcome] ?? [];

function store(outcome: string, reasons: readonly string[]): void {
  localStorage.setItem(KEY, JSON.stringify({ ...all(), [outcome]: reasons }));
}

/** Put a reason first in the list of an outcome; of many, the ones not used for longest drop out. */
export function keepReason(outcome: string, reason: string): void {
  const text = reason.trim();
  store(outcome, [text, ...keptReasons(outcome).filter((it) => it !== text)].slice(0, MOST));
}

/** Take a reason off the list of an outcome. */
export function dropReason(outcome: string, reason: string): void {
  store(
    outcome,
    keptReasons(outcome).filter((it) => it !== reason),
  );
}
