"""The activity types that no function subscribes to, and why. Data alone."""

#: Activity types that start nothing, and why not.
SILENT = {
    "CycleWritten": "the audit trail of staff; functions read the cycle itself",
    "WindowOpened": "the audit trail; the pages follow the cycle's dates",
    "WindowClosed": "the audit trail; RoundRequested asks for the closing round",
    "ApplicationDrafted": "the audit trail; a draft is judged once it is submitted",
    "CvUploadStarted": "the audit trail; the file itself starts the check when it lands",
    "RoundDrafted": "the audit trail; staff look at a draft when they want one",
    "RoundOutdated": "the audit trail; staff decide when to draw the round again",
    "RoundVerified": "the audit trail; the certificate is with the round",
    "MatchAccepted": "the audit trail; the second acceptance is MatchConfirmed",
    "ContactAnswered": "the audit trail; what staff should look at becomes a task",
    "CheckInAnswered": "the audit trail; what staff should look at becomes a task",
    "MatchTermBegan": "the audit trail; both sides know the first day since the confirmation",
    "SelfIdentificationRead": "the audit trail of who read what",
    "TaskRaised": "the audit trail; staff see open tasks in their list",
    "TaskDone": "the audit trail; the task leaves the list",
    "AttemptFailed": "the audit trail of whom an outage touched; staff have a task, and may extend a deadline",
    "WorkFailed": "the audit trail; staff read it beside the dead letter",
    "DeadLettersRedriven": "the audit trail; the messages themselves start the work again",
}

#: Silent ones that are not even published: most activities are saves of drafts.
UNPUBLISHED = ["ApplicationDrafted"]
