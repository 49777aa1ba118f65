"""An activity: one immutable fact that happened; audit trail, outbox and trigger in one; ids, never persons."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from shared.domain.instants import to_eastern, to_iso

ActivityType = Literal[
    "CycleWritten",
    "WindowOpened",
    "WindowClosed",
    "DeadlineExtended",
    "DeadlineShortened",
    "AddressExtended",
    "ApplicationStarted",
    "ApplicationDrafted",
    "ApplicationSubmitted",
    "LateSubmissionRefused",
    "ApplicationWithdrawn",
    "ApplicationLapsed",
    "ApplicationThrownAway",
    "QuestionAsked",
    "QuestionAnswered",
    "QuestionWithdrawn",
    "CvUploadStarted",
    "CvRemoved",
    "CvChecked",
    "VerdictReached",
    "MentorInterestReceived",
    "MentorChanged",
    "MentorApproved",
    "MentorPaused",
    "MentorResumed",
    "MentorRetired",
    "RoundRequested",
    "RoundDrafted",
    "RoundAdjusted",
    "RoundOutdated",
    "RoundVerificationRequested",
    "RoundVerified",
    "RoundPublished",
    "MatchProposed",
    "MatchAccepted",
    "MatchConfirmed",
    "MatchDeclined",
    "MatchExpired",
    "MatchWithdrawn",
    "MatchEnded",
    "DeadlineReminderDue",
    "EditsReminderDue",
    "ResponseReminderDue",
    "ContactAsked",
    "ContactAnswered",
    "MatchTermBegan",
    "MatchTermMoved",
    "CheckInDue",
    "CheckInAnswered",
    "TermEnding",
    "MatchCompleted",
    "SurveyReminderDue",
    "SurveyAnswered",
    "CertificateIssued",
    "ApplicantUnmatched",
    "InquiryReceived",
    "AddressChangeAsked",
    "AddressChanged",
    "AddressSuppressed",
    "AddressRestored",
    "RetentionDue",
    "RetentionDone",
    "ErasureRequested",
    "ErasureFinished",
    "SelfIdentificationRead",
    "MentorInterestsCounted",
    "ReasonAdded",
    "ReasonRemoved",
    "ExportRequested",
    "ExportFinished",
    "ExportOpened",
    "BulkTried",
    "BulkRequested",
    "BulkFinished",
    "NoticeGiven",
    "TaskRaised",
    "TaskDone",
    "AttemptFailed",
    "WorkFailed",
    "DeadLettersRedriven",
    "ActivityReplayed",
    "PolicyCheckRequested",
    "PolicyCheckFinished",
    "ReportRequested",
    "ReportFinished",
]


class ActivityDict(TypedDict):
    """One fact of the audit trail; `data` holds ids and figures, `note` is staff's reason."""

    id: str
    type: ActivityType
    at: str
    at_et: str
    actor: str
    data: dict[str, Any]
    note: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Activity:
    """One fact: `subject` is what it is about, `actor` who did it (`applicant`, `mentor`, `staff:<id>`, `program`).

    `data` holds ids and figures; `note` is staff's reason, kept in the trail and never published.
    """

    id: str
    type: ActivityType
    subject: str
    at: datetime
    actor: str
    cycle: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    note: str | None = None

    def as_dict(self) -> ActivityDict:
        """The fact as the contract shows it."""
        body: ActivityDict = {
            "id": self.id,
            "type": self.type,
            "at": to_iso(self.at),
            "at_et": to_eastern(self.at),
            "actor": self.actor,
            "data": self.data,
        }
        if self.note:
            body["note"] = self.note
        return body


def activity(
    type: ActivityType,
    subject: str,
    once_per: str | int,
    *,
    at: datetime,
    actor: str,
    cycle: str | None = None,
    note: str | None = None,
    **data: Any,
) -> Activity:
    """Make the fact whose id follows from what it says, so that the same fact can be written only once."""
    return Activity(activity_id(type, subject, once_per), type, subject, at, actor, cycle, data, note)


def activity_id(type: ActivityType, subject: str, once_per: str | int) -> str:
    """Return the id of the fact that says this of the subject, once per `once_per`."""
    return f"{type}.{subject}.{once_per}"
