/** The school that the stored answer means, in the server's words. */
import { isPart, textOf } from "../../common/values.ts";
import { answerAt, type Draft } from "./draft.ts";
import type { Path } from "./types.ts";

export const SCHOOL: string = "training.school" satisfies Path;

/** It, with what was typed; null while there is none, and while what shows isn't what is stored. */
export function resolvedSchool(draft: Draft) {
  const shown = answerAt(draft, SCHOOL);
  const typed = isPart(shown) ? "" : textOf(shown);
  const school = draft.application?.school;
  return school && typed && typed === draft.base[SCHOOL] ? { typed, ...school } : null;
}
