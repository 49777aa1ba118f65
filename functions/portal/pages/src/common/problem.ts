/** What calls of the API fail with: errors that say what to do. */
import type { components } from "#openapi";

/** What is wrong with one field of what was sent. */
export type FieldError = components["schemas"]["FieldError"];

/** A problem document (RFC 9457); what answers in the API's place, such as its gateway, may say less. */
export type ProblemDocument = Partial<components["schemas"]["Problem"]>;

/** What kind of problem it is. */
export type ProblemType = NonNullable<ProblemDocument["type"]>;

/** An error that people read: its title, beside its message. */
export abstract class Failing extends Error {
  abstract readonly title: string;
  /** Whether the same call may succeed when it is made again a little later. */
  get passing(): boolean {
    return false;
  }
}

const NOT_READ = "Something went wrong on our side. Try again in a moment.";
const NOT_KNOWN =
  "Something went wrong on our side, and we don’t know whether what you sent was stored. Check before you send it again.";

/** A refusal, as the problem document puts it. */
export class Problem extends Failing {
  override readonly name = "Problem";
  readonly title: string;
  readonly status: number;
  readonly type: ProblemType;
  readonly instance: string | undefined;
  readonly errors: readonly FieldError[];
  readonly body: ProblemDocument;

  /** `body` is null where something answered in the API's place; `reading` is whether nothing was to be changed. */
  constructor(status: number, body: ProblemDocument | null, reading = false) {
    super(body?.detail || (reading ? NOT_READ : NOT_KNOWN));
    this.title = body?.title ?? "That didn’t work";
    this.status = status;
    this.type = body?.type ?? "failure";
    this.instance = body?.instance;
    this.errors = body?.errors ?? [];
    this.body = body ?? {};
  }

  override get passing(): boolean {
    return this.status >= 500 || this.status === 429;
  }
}

/** The call did not reach the server, or its answer did not reach us. */
export class Offline extends Failing {
  override readonly name = "Offline";
  readonly title = "You’re offline";

  constructor() {
    super("We can’t reach the server. What you typed is kept on this page. Try again when you’re online.");
  }

  override get passing(): boolean {
    return true;
  }
}

/** The call needs a sign-in, and there is none any more. */
export class SignedOut extends Failing {
  override readonly name = "SignedOut";
  readonly title = "Your sign-in has ended";

  constructor() {
    super("Your sign-in has ended. What you typed is kept in this browser. Sign in again to continue.");
  }
}

/** What was thrown, as an error. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** The fields that an error is about; none for one that is about something else. */
export const fieldErrors = (error: Error | null | undefined): readonly FieldError[] =>
  error instanceof Problem ? error.errors : [];

/** The kind of problem, such as `stale_version`; null for an error of another kind. */
export const problemType = (error: Error | null | undefined): ProblemType | null =>
  error instanceof Problem ? error.type : null;

/** What is wrong with one field. */
export const messageOf = (error: Error | null | undefined, field: string): string | undefined =>
  fieldErrors(error).find((found) => found.field === field)?.message;

/** Which of these paths a field of an error belongs to: itself, what contains it, or a part of it; undefined if none. */
export function ownerOf(field: string, paths: readonly string[]): string | undefined {
  return paths.find((path) => field === path || field.startsWith(`${path}.`) || path.startsWith(`${field}.`));
}

/** Errors in the order of the fields' paths, as a form asks for them; those of no field come last. */
export function inFormOrder(paths: readonly string[], errors: readonly FieldError[]): readonly FieldError[] {
  const placeOf = ({ field }: FieldError) => {
    const owner = ownerOf(field, paths);
    return owner === undefined ? paths.length : paths.indexOf(owner);
  };
  return errors.toSorted((left, right) => placeOf(left) - placeOf(right));
}
