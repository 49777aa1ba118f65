"""An application and what belongs to it: receipt, verdicts, extension, lateness."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Literal, NotRequired
from uuid import NAMESPACE_URL, uuid5

from typing_extensions import TypedDict

from shared.domain.application_draft import ApplicationDraft
from shared.domain.cv import CvDict
from shared.domain.form import Form
from shared.domain.instants import EASTERN, to_eastern, to_iso
from shared.domain.model import documented_as
from shared.domain.names import full_name
from shared.domain.other_side import ContactDict
from shared.domain.question import Question, QuestionDict
from shared.domain.schools import resolve_training
from shared.domain.verdict import Verdict, VerdictDict

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


class MaterialsDict(TypedDict):
    """The newest CV; for staff also the submitted one where that is another."""

    cv: NotRequired[CvDict]
    submitted_cv: NotRequired[CvDict]


class SchoolMeantDict(TypedDict):
    """The listed school that the typed one means, or those to ask about: “Did you mean…?”."""

    name: NotRequired[str]
    candidates: list[str]


class ApplicationDict(TypedDict):
    """An application as its applicant sees it; `form` is the working copy."""

    id: str
    cycle: str
    status: Status
    version: int
    submitted_version: NotRequired[int]
    unsubmitted_changes: bool
    form: Annotated[Form, documented_as(ApplicationDraft)]
    school: NotRequired[SchoolMeantDict]
    receipt: NotRequired[ReceiptDict]
    verdict: NotRequired[VerdictDict]
    extension: NotRequired[ExtensionDict]
    materials: NotRequired[MaterialsDict]
    questions: NotRequired[list[QuestionDict]]
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

    `cv` is the newest upload, whatever became of it; `school_meant` is the listed school that the typed one means (""
    for none, None before it's resolved); `status_since` is when it entered its status and `listed` what leads to it,
    both as stored; `revision` counts every stored change.
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
    rematched: bool = False
    cv: str | None = None
    school_meant: str | None = None
    questions: tuple[Question, ...] = ()
    status_since: datetime | None = field(default=None, compare=False)
    listed: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
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

    @property
    def school_named(self) -> str | None:
        """The school that's meant or, when the list has none of that name, as the applicant wrote it."""
        return self.school_meant or self.school

    @property
    def reasons(self) -> tuple[str, ...]:
        """The rules that the newest verdict has doubts about."""
        reasons = self.verdict.reasons if self.verdict else ()
        return tuple(reason["rule"] for reason in reasons if reason["outcome"] != "passes")

    def _school_dict(self) -> SchoolMeantDict:
        """What was found when it was saved; of a record from before that was kept, what is found now."""
        if self.school_meant:
            return {"name": self.school_meant, "candidates": []}
        found = resolve_training(self.form.get("training", {}), self.updated_at.astimezone(EASTERN).date())
        candidates = [school.name for school in found.candidates]
        if self.school_meant is None and found.school:
            return {"name": found.school.name, "candidates": candidates}
        return {"candidates": candidates}

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
        if self.school:
            body["school"] = self._school_dict()
        if self.submitted_version is not None:
            body["submitted_version"] = self.submitted_version
        if self.receipt:
            body["receipt"] = self.receipt.as_dict()
        if self.verdict:
            body["verdict"] = self.verdict.as_dict()
        if self.extension:
            body["extension"] = self.extension.as_dict()
        if asked := [question.as_dict() for question in self.questions if question.state != "withdrawn"]:
            body["questions"] = asked
        return body
