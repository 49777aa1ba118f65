/** What becomes of a draft when a save is refused, or when it isn't there anymore. */
import { Problem, SignedOut } from "../../common/problem.ts";
import type { Application } from "../../common/records.ts";
import type { Draft } from "./draft.ts";
import * as drafts from "./draft.ts";
import type { Answers } from "./types.ts";

/** `waiting` retries on its own; `closed`, `signed_out` and `failed` do not. `gone`: the draft was deleted elsewhere. */
export type Phase =
  | "loading"
  | "failed_to_load"
  | "saved"
  | "typing"
  | "saving"
  | "waiting"
  | "signed_out"
  | "closed"
  | "failed"
  | "gone";

/** The stored application that a refusal brings; null where there is none. */
export function storedCopy({ body: { current } }: Problem): Application | null {
  return current && "cycle" in current && "form" in current ? current : null;
}

/** The draft with what a refusal of `sent` says about it; null when it says nothing to go on. */
export function afterRefusal(draft: Draft, problem: Problem, sent: Answers): Draft | null {
  if (problem.type === "stale_version") return drafts.withStored(draft, storedCopy(problem));
  return problem.status === 422 ? drafts.withRefusals(draft, sent, problem.errors) : null;
}

/** Why nothing is sent before the person chooses what becomes of what shows. */
export class Gone extends Error {
  constructor() {
    super("This draft was deleted on another page or device. At the top of the page, choose what to do.");
  }
}

/** Whether a draft that was there isn't anymore, by what was read or refused since. */
export const isGone = (draft: Draft, stored: Application | null) => draft.application !== null && stored === null;

export function phaseAfter(problem: Error): Phase {
  if (problem instanceof SignedOut) return "signed_out";
  return problem instanceof Problem && problem.status === 409 ? "closed" : "failed";
}
