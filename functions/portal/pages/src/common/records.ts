/** What the API answers with. */

export interface Cycle {
  readonly id: string;
  readonly name: string;
  readonly phase: "upcoming" | "open" | "closed" | "in_term" | "over";
  readonly opens_at: string;
  readonly opens_at_et: string;
  readonly deadline: string;
  readonly deadline_et: string;
  readonly accepts_before: string;
  readonly server_time: string;
  readonly term: { readonly starts_on: string; readonly min_months: number; readonly max_months: number };
  readonly eligibility_policy: string;
  readonly matching_policy: string;
  readonly response_days: number;
  readonly contact_email: string;
}

export type RuleOutcome = "passes" | "review" | "fails";
export type Outcome = "eligible" | "needs_review" | "ineligible";

export interface Reason {
  readonly rule: string;
  readonly title: string;
  readonly outcome: RuleOutcome;
  readonly message: string;
  readonly source: string;
}

export interface Judgement {
  readonly outcome: Outcome;
  readonly policy: string;
  readonly reasons: readonly Reason[];
}

export interface Verdict extends Judgement {
  readonly version: number;
  readonly decided_at: string;
  readonly decided_at_et: string;
  readonly decided_by: "staff" | "rules";
  readonly note?: string;
}

export interface Receipt {
  readonly number: string;
  readonly received_at: string;
  readonly received_at_et: string;
  readonly sha256: string;
}

export interface Upload {
  readonly id: string;
  readonly status: "waiting" | "accepted" | "refused";
  readonly filename: string;
  readonly size: number;
  readonly pages?: number;
  readonly uploaded_at: string;
  readonly uploaded_at_et: string;
  readonly messages: readonly string[];
}

export interface Cv extends Upload {
  readonly earlier?: Upload;
}

export interface Application {
  readonly id: string;
  readonly cycle: string;
  readonly status:
    | "draft"
    | "submitted"
    | "eligible"
    | "needs_review"
    | "ineligible"
    | "matched"
    | "unmatched"
    | "withdrawn"
    | "lapsed";
  readonly version: number;
  readonly submitted_version?: number;
  readonly unsubmitted_changes: boolean;
  readonly form: Form;
  readonly receipt?: Receipt;
  readonly verdict?: Verdict;
  readonly extension?: { readonly until: string; readonly until_et: string };
  readonly materials?: { readonly cv?: Cv };
  readonly updated_at: string;
}

export interface MentorRecord {
  readonly id: string;
  readonly status: "interested" | "active" | "paused" | "retired";
  readonly version: number;
  readonly capacity: number;
  readonly open_places: number;
  readonly paused_until: string | null;
  readonly form: Form;
  readonly updated_at: string;
}

export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly institution?: string;
}

export interface MatchTerm {
  readonly starts_on: string;
  readonly ends_on: string;
  readonly check_ins: readonly { readonly month: number; readonly due_on: string }[];
}

export interface Match {
  readonly id: string;
  readonly cycle: string;
  readonly state: "proposed" | "confirmed" | "in_term" | "completed" | "ended" | "declined" | "expired" | "withdrawn";
  readonly application: string;
  readonly mentor: string;
  readonly reasons: readonly string[];
  readonly respond_by: string;
  readonly respond_by_et: string;
  readonly accepted: { readonly applicant: boolean; readonly mentor: boolean };
  readonly confirmed_at?: string;
  readonly contact?: Contact;
  readonly term?: MatchTerm;
}

export type Side = keyof Match["accepted"];

export interface School {
  readonly name: string;
  readonly also: readonly string[];
}

/** An answer to one question of a form. */
export type Value = string | number | boolean | readonly string[] | null | undefined;

/** A form, or a part of one, by the names of its fields and parts; which those are, its JSON Schema says. */
export interface Form {
  readonly [name: string]: Value | Form;
}

/** What each call answers with when it succeeds. */
export interface Responses {
  "GET /api/cycles/current": Cycle;
  "GET /api/cycles/{cycle}": Cycle;
  "GET /api/schemas/{name}": import("./schema.ts").Schema;
  "GET /api/schools": { readonly items: readonly School[] };
  "POST /api/eligibility_checks": Judgement;
  "POST /api/accounts": { readonly message: string };
  "POST /api/inquiries": { readonly message: string };
  "GET /api/cycles/{cycle}/application": Application;
  "PUT /api/cycles/{cycle}/application": Application;
  "POST /api/cycles/{cycle}/application/submission": {
    readonly receipt: Receipt;
    readonly application: Application;
  };
  "POST /api/cycles/{cycle}/application/withdrawal": Application;
  "POST /api/cycles/{cycle}/application/materials": {
    readonly url: string;
    readonly fields: Readonly<Record<string, string>>;
  };
  "GET /api/mentor": MentorRecord;
  "PUT /api/mentor": MentorRecord;
  "POST /api/mentor/pause": MentorRecord;
  "POST /api/mentor/resume": MentorRecord;
  "GET /api/matches": { readonly items: readonly Match[] };
  "POST /api/matches/{match}/acceptance": Match;
  "POST /api/matches/{match}/decline": Match;
}
