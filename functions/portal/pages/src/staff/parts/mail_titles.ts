/** What the program's mails are called, by their names. */

const TITLES: Readonly<Record<string, string>> = {
  address_changed: "Address changed",
  address_code: "Code for a new address",
  check_in: "Check-in",
  contact_asked: "Are they in touch?",
  deadline_extended: "Deadline extended",
  deadline_shortened: "Deadline moved earlier",
  draft_reminder: "Reminder: draft not submitted",
  edits_reminder: "Reminder: changes not submitted",
  eligible: "Verdict: eligible",
  first_saved: "Draft saved",
  lapsed: "Draft lapsed",
  late: "Submission was late",
  match_closed: "Proposed match closed",
  match_confirmed: "Match confirmed",
  match_ended: "Match ended",
  match_proposed: "Match proposed",
  match_reminder: "Reminder: match not answered",
  mentor_approved: "Mentor approved",
  mentor_interest_received: "Thanks for offering to mentor",
  needs_review: "Verdict: needs review",
  newcomer_extended: "Deadline extended for an address",
  not_eligible: "Verdict: not eligible",
  notice: "Message from staff",
  question_asked: "Question to the applicant",
  question_received_asker: "Question to the program: we got it",
  question_received_program: "Question to the program",
  received: "Application received",
  survey_reminder: "Reminder: survey not answered",
  term_complete: "Term complete",
  term_ending: "Term ends soon",
  term_moved: "Term dates moved",
  unmatched: "No match in this round",
  withdrawn: "Application withdrawn",
};

/** A mail's title; both sides of a match get one that is called the same. */
export const mailTitle = (mail: string): string =>
  TITLES[mail] ?? TITLES[mail.replace(/_(applicant|mentor)$/, "")] ?? mail;
