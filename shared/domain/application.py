"""An application and what belongs to it: receipt, verdicts, extension, lateness."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import NAMESPACE_URL, uuid5

from shared.domain.eligibility import Judgement, Outcome
from shared.domain.form import Form
from shared.domain.instants import to_eastern, to_iso

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


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof that a submission arrived: `sha256` is of the canonical JSON of the form as it can be read back."""

    number: str
    received_at: datetime
    sha256: str

    def as_dict(self) -> dict[str, str]:
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

    def as_dict(self) -> dict[str, str]:
        """The extension as the contract shows it."""
        last_minute = self.until - timedelta(minutes=1)
        return {"until": to_iso(self.until), "until_et": to_eastern(last_minute)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules or staff decided about one submitted version."""

    outcome: Outcome
    policy: str
    version: int
    reasons: tuple[Mapping[str, str], ...]
    decided_at: datetime
    decided_by: str
    note: str | None = None

    @classmethod
    def of_rules(cls, version: int, judgement: Judgement, now: datetime) -> "Verdict":
        """What the rules say about a version."""
        reasons = tuple(judgement.as_dict()["reasons"])
        return cls(judgement.outcome, judgement.policy, version, reasons, now, "program")

    def as_dict(self) -> dict[str, Any]:
        """The verdict as the contract shows it."""
        return {
            "outcome": self.outcome,
            "policy": self.policy,
            "version": self.version,
            "reasons": [dict(reason) for reason in self.reasons],
            "decided_at": to_iso(self.decided_at),
            "decided_at_et": to_eastern(self.decided_at),
            "decided_by": "staff" if self.decided_by.startswith("staff") else "rules",
            **({"note": self.note} if self.note else {}),
        }


@dataclass(frozen=True, slots=True)
class Late:
    """A submission that was refused: when it was received and by how much it was late (seconds)."""

    version: int
    received_at: datetime
    by_seconds: float


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
        return f"{person.get('preferred_name') or person.get('first_name', '')} {person.get('last_name', '')}".strip()

    @property
    def school(self) -> str | None:
        """The school as the applicant wrote it, once given."""
        school: str | None = self.form.get("training", {}).get("school")
        return school

    def contact(self) -> dict[str, Any]:
        """What the mentor reads once both accepted."""
        return {"name": self.name, "email": self.email, "institution": self.school}

    def as_dict(self) -> dict[str, Any]:
        """The application as its applicant sees it."""
        told = {
            "id": self.id,
            "cycle": self.cycle,
            "status": self.status,
            "version": self.version,
            "submitted_version": self.submitted_version,
            "unsubmitted_changes": self.unsubmitted_changes,
            "form": self.form,
            "receipt": self.receipt and self.receipt.as_dict(),
            "verdict": self.verdict and self.verdict.as_dict(),
            "extension": self.extension and self.extension.as_dict(),
            "updated_at": to_iso(self.updated_at),
        }
        return {name: value for name, value in told.items() if value is not None}
