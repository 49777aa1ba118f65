"""The activity types that no function subscribes to, and why. Data alone."""

#: Activity types that start nothing, and why not.
SILENT = {
    "CycleWritten": "the audit trail of staff; functions read the cycle itself",
    "WindowOpened": "the audit trail; the pages follow the cycle's dates",
    "WindowClosed": "the audit trail; RoundRequested asks for the closing round",
    "ApplicationDrafted": "the audit trail; a draft is judged once it is submitted",
    "QuestionAnswered": "the audit trail; staff have a task, and read the answer with the application",
    "QuestionWithdrawn": "the audit trail; the applicant’s page no longer shows the question",
    "CvUploadStarted": "the audit trail; the file itself starts the check when it lands",
    "CvRemoved": "the audit trail; what was submitted is judged with the CV that was submitted",
    "RoundDrafted": "the audit trail; staff look at a draft when they want one",
    "RoundOutdated": "the audit trail; staff decide when to draw the round again",
    "RoundVerified": "the audit trail; the certificate is with the round",
    "MatchAccepted": "the audit trail; the second acceptance is MatchConfirmed",
    "ContactAnswered": "the audit trail; what staff should look at becomes a task",
    "CheckInAnswered": "the audit trail; what staff should look at becomes a task",
    "SurveyAnswered": "the audit trail; what staff should look at becomes a task",
    "CertificateIssued": "the audit trail of who was given a certificate; it is drawn again each time",
    "MatchTermBegan": "the audit trail; both sides know the first day since the confirmation",
    "AddressSuppressed": "the audit trail; staff have a task, and mails ask the suppressions",
    "RetentionDone": "the audit trail; nothing of what was kept for long enough is left to act on",
    "ErasureFinished": "the audit trail; nothing of the person is left to act on",
    "MentorInterestsCounted": "the audit trail; the public API reads the counts themselves",
    "SelfIdentificationRead": "the audit trail of who read what",
    "ReasonAdded": "the audit trail; staff read the list itself",
    "ReasonRemoved": "the audit trail; staff read the list itself",
    "ExportFinished": "the audit trail; staff see the job in their list",
    "ExportOpened": "the audit trail of who was given a link to the file",
    "BulkTried": "the audit trail; the job says whom a bulk change would touch",
    "BulkFinished": "the audit trail; each application has its own fact",
    "TaskRaised": "the audit trail; staff see open tasks in their list",
    "TaskDone": "the audit trail; the task leaves the list",
    "AttemptFailed": "the audit trail of whom an outage touched; staff have a task, and may extend a deadline",
    "WorkFailed": "the audit trail; staff read it beside the dead letter",
    "ActivityReplayed": "the audit trail; the fact itself is published again",
    "PolicyCheckFinished": "the audit trail; the result is with the check",
    "ReportFinished": "the audit trail; staff see the counts with the cycle",
    "DeadLettersRedriven": "the audit trail; the messages themselves start the work again",
}

#: Silent ones that are not even published: most activities are saves of drafts.
UNPUBLISHED = ["ApplicationDrafted"]
