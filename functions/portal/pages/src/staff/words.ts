/** What statuses, stages and events are called on the console. */
import type { components } from "#openapi";
import rules from "../../../../../shared/domain/rule_titles.json" with { type: "json" };
import type { Tone } from "../common/page.tsx";

type Schemas = components["schemas"];
export type Row = Schemas["ApplicationRow"];
export type Whole = Schemas["StaffApplication"];
export type Event = Schemas["Activity"];
export type Task = Schemas["Task"];
export type Mailbox = Schemas["Mailbox"];
export type Late = Schemas["LateAttempt"];
export type Question = Schemas["StaffQuestion"];
export type Verdict = Schemas["StaffVerdict"];
export type Version = Schemas["Version"];
export type Round = Schemas["Round"];
export type Job = Schemas["Job"];
export type ExportKind = Schemas["ExportForm"]["kind"];
export type Status = Row["status"];
export type Outcome = Schemas["VerdictForm"]["outcome"];

export const STATUSES: Readonly<Record<Status, { readonly label: string; readonly tone: Tone }>> = {
  needs_review: { label: "Needs review", tone: "warning" },
  submitted: { label: "Submitted", tone: "info" },
  eligible: { label: "Eligible", tone: "success" },
  ineligible: { label: "Not eligible", tone: "error" },
  matched: { label: "Matched", tone: "success" },
  unmatched: { label: "Unmatched", tone: "warning" },
  draft: { label: "Draft", tone: "info" },
  lapsed: { label: "Lapsed", tone: "info" },
  withdrawn: { label: "Withdrawn", tone: "info" },
};

const STAGES: Readonly<Record<string, string>> = { medical_student: "Student", resident: "Resident" };

/** A stage of training in words. */
export const stageOf = (stage: string): string => STAGES[stage] ?? stage;

export const OUTCOMES: Readonly<Record<Outcome, { readonly label: string; readonly tone: Tone }>> = {
  eligible: { label: "Eligible", tone: "success" },
  needs_review: { label: "Needs review", tone: "warning" },
  ineligible: { label: "Not eligible", tone: "error" },
};

/** The label that a name has among some, or the name itself. */
export const labelled =
  (labels: Readonly<Record<string, { readonly label: string }>>) =>
  (name: string): string =>
    labels[name]?.label ?? name;

/** The titles of the rules of eligibility, by which an application can be left to a person or refused. */
export const RULES: Readonly<Record<string, string>> = rules;

/** What happened, as the trail tells it. */
export const EVENTS: Readonly<Record<Event["type"], string>> = {
  CycleWritten: "Cycle changed",
  WindowOpened: "Window opened",
  WindowClosed: "Window closed",
  DeadlineExtended: "Deadline extended",
  DeadlineShortened: "Deadline moved earlier",
  AddressExtended: "Deadline extended for an address",
  ApplicationStarted: "Application started",
  ApplicationDrafted: "Draft saved",
  ApplicationSubmitted: "Submitted",
  LateSubmissionRefused: "Late submission refused",
  ApplicationWithdrawn: "Withdrawn",
  ApplicationLapsed: "Draft lapsed",
  ApplicationThrownAway: "Draft thrown away",
  QuestionAsked: "Asked for more",
  QuestionAnswered: "Answered our question",
  QuestionWithdrawn: "Question withdrawn",
  CvUploadStarted: "CV upload started",
  CvRemoved: "CV removed",
  CvChecked: "CV checked",
  VerdictReached: "Verdict",
  MentorInterestReceived: "Mentor interest received",
  MentorChanged: "Mentor changed their form",
  MentorApproved: "Mentor approved",
  MentorPaused: "Mentor paused",
  MentorResumed: "Mentor resumed",
  MentorRetired: "Mentor retired",
  DeadlineReminderDue: "Reminded of the deadline",
  EditsReminderDue: "Reminded of unsubmitted changes",
  ResponseReminderDue: "Reminded to answer a match",
  ContactAsked: "Asked whether they’re in touch",
  ContactAnswered: "Answered whether they’re in touch",
  MatchTermBegan: "Term began",
  MatchTermMoved: "Term dates moved",
  CheckInDue: "Asked for a check-in",
  CheckInAnswered: "Check-in answered",
  TermEnding: "Told that the term ends",
  MatchCompleted: "Term completed",
  SurveyReminderDue: "Reminded of the survey",
  SurveyAnswered: "Survey answered",
  CertificateIssued: "Certificate issued",
  RoundRequested: "Round requested",
  RoundDrafted: "Round drawn up",
  RoundAdjusted: "Round adjusted",
  RoundOutdated: "Round out of date",
  RoundVerificationRequested: "Verification requested",
  RoundVerified: "Round verified",
  RoundPublished: "Round published",
  MatchProposed: "Match proposed",
  MatchAccepted: "Match accepted by one side",
  MatchConfirmed: "Match confirmed",
  MatchDeclined: "Match declined",
  MatchExpired: "Match expired",
  MatchWithdrawn: "Match withdrawn",
  MatchEnded: "Match ended",
  ApplicantUnmatched: "Left without a mentor",
  InquiryReceived: "Question received",
  AddressChangeAsked: "Asked to change their address",
  AddressChanged: "Changed their address",
  RetentionDue: "Kept for long enough",
  RetentionDone: "Deleted after its time",
  ErasureRequested: "Erasure asked for",
  ErasureFinished: "Erased",
  ExportRequested: "Export asked for",
  ExportFinished: "Export finished",
  ExportOpened: "Export link given",
  AddressSuppressed: "E-mail stopped: the address failed",
  AddressRestored: "E-mail sent to the address again",
  BulkTried: "Bulk change tried",
  BulkRequested: "Bulk change asked for",
  BulkFinished: "Bulk change finished",
  NoticeGiven: "Mailed by staff",
  ReasonAdded: "Reason added to the list",
  ReasonRemoved: "Reason removed from the list",
  MentorInterestsCounted: "Mentors’ interests counted",
  SelfIdentificationRead: "Self-identification read",
  TaskRaised: "Task raised",
  TaskDone: "Task done",
  AttemptFailed: "Our system failed during an attempt",
  WorkFailed: "Work failed and went to the dead letters",
  DeadLettersRedriven: "Dead letters sent again",
  ActivityReplayed: "Fact sent through the system again",
  PolicyCheckRequested: "Dry run of a policy",
  PolicyCheckFinished: "Dry run of a policy finished",
  ReportRequested: "Report asked for",
  ReportFinished: "Report finished",
};
