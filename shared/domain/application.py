"""An application and what belongs to it: receipt, verdicts, extension, lateness."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal, NotRequired
from uuid import NAMESPACE_URL, uuid5

from typing_extensions import TypedDict

from shared.domain.application_draft import ApplicationDraft
from shared.domain.cv import CvDict
from shared.domain.eligibility import Judgement, Outcome, ReasonDict
from shared.domain.form import Form
from shared.domain.instants import to_eastern, to_iso
from shared.domain.model import documented_as
from shared.domain.names import full_name
from shared.domain.other_side import ContactDict

Status = Literal[
    "draft", "submitted", "eligible", "needs_review", "ineligible", "matched", "unmatched", "withdrawn", "lapsed"
]
JUDGED = frozenset({"eligible", "needs_review", "ineligible"})
STATUSES: tuple[Status, ...] = (
    "submitted", "needs_review", "eligible", "ineligible", "matched", "unmatched", "draft", "lapsed", "withdrawn"
)  # fmt: skip


def application_id(cycle: str, applicant: str) -> str:
    """The id of an applicant's application in a cycle; it says nothing about the person."""
    return str(uuid5(NAMESPACE_URL, f"application/{cycle}/{applicant}"))


class ReceiptDict(TypedDict):
    """The proof that a submission arrived."""

    number: str
    received_at: str
    received_at_et: str
    sha256: str


class ExtensionDict(TypedDict):
    """A deadline of one person's own: accepted strictly before `until`."""

    until: str
    until_et: str


class VerdictDict(TypedDict):
    """What the rules or staff decided about one submitted version."""

    outcome: Outcome
    policy: str
    version: int
    reasons: list[ReasonDict]
    decided_at: str
    decided_at_et: str
    decided_by: Literal["rules", "staff"]
    note: NotRequired[str]


class MaterialsDict(TypedDict):
    """The newest CV; for staff also the submitted one where that is another."""

    cv: NotRequired[CvDict]
    submitted_cv: NotRequired[CvDict]


class ApplicationDict(TypedDict):
    """An application as its applicant sees it; `form` is the working copy."""

    id: str
    cycle: str
    status: Status
    version: int
    submitted_version: NotRequired[int]
    unsubmitted_changes: bool
    form: Annotated[Form, documented_as(ApplicationDraft)]
    receipt: NotRequired[ReceiptDict]
    verdict: NotRequired[VerdictDict]
    extension: NotRequired[ExtensionDict]
    materials: NotRequired[MaterialsDict]
    updated_at: str


class LateDict(TypedDict):
    """A submission that was refused: when it was received and by how much it was late."""

    received_at: str
    late_by_seconds: float


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof that a submission arrived: `sha256` is of the canonical JSON of the form as it can be read back."""

    number: str
    received_at: datetime
    sha256: str

    def as_dict(self) -> ReceiptDict:
        """The receipt as the contract shows it."""
        return {
            "number": self.number,
            "received_at": to_iso(self.received_at),
            "received_at_et": to_eastern(self.received_at),
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True)
class Extension:
    """A later deadline for one person: accepted strictly before `until`, with staff's reason."""

    until: datetime
    reason: str
    granted_at: datetime
    granted_by: str

    def as_dict(self) -> ExtensionDict:
        """The extension as the contract shows it."""
        last_minute = self.until - timedelta(minutes=1)
        return {"until": to_iso(self.until), "until_et": to_eastern(last_minute)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules or staff decided about one submitted version."""

    outcome: Outcome
    policy: str
    version: int
    reasons: tuple[ReasonDict, ...]
    decided_at: datetime
    decided_by: str
    note: str | None = None

    @classmethod
    def of_rules(cls, version: int, judgement: Judgement, now: datetime) -> "Verdict":
        """What the rules say about a version."""
        reasons = tuple(judgement.as_dict()["reasons"])
        return cls(judgement.outcome, judgement.policy, version, reasons, now, "program")

    def as_dict(self) -> VerdictDict:
        """The verdict as the contract shows it."""
        body: VerdictDict = {
            "outcome": self.outcome,
            "policy": self.policy,
            "version": self.version,
            "reasons": list(self.reasons),
            "decided_at": to_iso(self.decided_at),
            "decided_at_et": to_eastern(self.decided_at),
            "decided_by": "staff" if self.decided_by.startswith("staff") else "rules",
        }
        if self.note:
            body["note"] = self.note
        return body


@dataclass(frozen=True, slots=True)
class Late:
    """A submission that was refused: when it was received and by how much it was late (seconds)."""

    version: int
    received_at: datetime
    by_seconds: float

    def as_dict(self) -> LateDict:
        """The attempt as the contract shows it."""
        return {"received_at": to_iso(self.received_at), "late_by_seconds": self.by_seconds}


@dataclass(frozen=True, slots=True)
class Application:
    """One applicant's application in one cycle; `form` and `cv` are the working copy.

    `cv` is the newest upload, whatever became of it; `revision` counts every stored change.
    """

    id: str
    cycle: str
    applicant: str
    email: str
    status: Status
    version: int
    form: Form
    created_at: datetime
    updated_at: datetime
    submitted_version: int | None = None
    receipt: Receipt | None = None
    verdict: Verdict | None = None
    verdicts: tuple[Verdict, ...] = ()
    extension: Extension | None = None
    late: Late | None = None
    withdrawal_reason: str | None = None
    live_match: str | None = None
    carried_over: bool = False
    cv: str | None = None
    revision: int = 0

    @property
    def unsubmitted_changes(self) -> bool:
        """Whether the working copy differs from what was submitted."""
        return self.submitted_version is not None and self.version != self.submitted_version

    @property
    def name(self) -> str:
        """The name staff list the application under."""
        person = self.form.get("applicant", {})
        return full_name(person.get("preferred_name") or person.get("first_name"), person.get("last_name"))

    @property
    def school(self) -> str | None:
        """The school as the applicant wrote it, once given."""
        school: str | None = self.form.get("training", {}).get("school")
        return school

    def contact(self) -> ContactDict:
        """What the mentor reads once both accepted."""
        return {"name": self.name, "email": self.email, "institution": self.school}

    def as_dict(self) -> ApplicationDict:
        """The application as its applicant sees it."""
        body: ApplicationDict = {
            "id": self.id,
            "cycle": self.cycle,
            "status": self.status,
            "version": self.version,
            "unsubmitted_changes": self.unsubmitted_changes,
            "form": self.form,
            "updated_at": to_iso(self.updated_at),
        }
        if self.submitted_version is not None:
            body["submitted_version"] = self.submitted_version
        if self.receipt:
            body["receipt"] = self.receipt.as_dict()
        if self.verdict:
            body["verdict"] = self.verdict.as_dict()
        if self.extension:
            body["extension"] = self.extension.as_dict()
        return body
