/** Where a task leads: to whom it's about, by its kind. */
import type { Task } from "../words.ts";

interface Ways {
  readonly application?: string;
  readonly mentor?: string;
  /** Whether it's marked done; else it goes when what it asks for is done. */
  readonly canFinish: boolean;
}

/** Mails to someone who has neither an application nor a mentor form. */
const OF_OTHERS = /^(address_|question_received_|newcomer_)/;
const OF_MENTORS = /(^mentor_|_mentor$)/;

export function waysOf({ kind, subject, data }: Pick<Task, "kind" | "subject" | "data">): Ways {
  const { application, mentor, mail } = data as Readonly<Record<string, string | undefined>>;
  if (kind === "dead_letter" || kind === "mail_delayed") return { canFinish: kind !== "dead_letter" };
  if (kind === "review") return { application: subject, canFinish: false };
  if (application && mentor) return { application, mentor, canFinish: true };
  if (mail && OF_OTHERS.test(mail)) return { canFinish: true };
  if (mail && OF_MENTORS.test(mail)) return { mentor: subject, canFinish: true };
  return { application: subject, canFinish: true };
}
