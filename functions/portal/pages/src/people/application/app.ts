/** What every page of the application is given. */
import type { FieldError, Problem } from "../../common/problem.ts";
import type { Cycle } from "../../common/records.ts";
import type { Schema } from "../../common/schema.ts";
import type { Person } from "../../common/session.ts";
import type { Draft } from "./draft.ts";
import type { Saving, SavingState } from "./saving.ts";
import type { Sharing } from "./sharing.ts";
import type { Answer } from "./types.ts";
import type { PersonalWindow } from "./window.tsx";

export interface App extends Omit<SavingState, "draft"> {
  readonly draft: Draft;
  readonly saving: Saving;
  readonly cycle: Cycle;
  readonly schema: Schema;
  readonly sharing: Sharing;
  readonly person: Person;
  readonly window: PersonalWindow;
  /** Whether the answers can be changed. */
  readonly editable: boolean;
  /** Whether answers of the eligibility check were filled in on this visit. */
  readonly isCarried: boolean;
  /** What is wrong with answers, by path. */
  readonly wrong: Readonly<Record<string, string>>;
  /** Take an answer that was typed. */
  readonly set: (answer: Answer, path: string) => void;
  /** Keep what a submission still needs, to show it beside its fields. */
  readonly setMissing: (errors: readonly FieldError[]) => void;
  /** A submission that came too late. */
  readonly late: Problem | null;
  readonly setLate: (refusal: Problem) => void;
}

export interface AppProps {
  readonly app: App;
}
