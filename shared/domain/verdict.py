"""A verdict: what the rules or staff decided about one submitted version, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from shared.domain.eligibility import Judgement, Outcome, ReasonDict
from shared.domain.instants import to_eastern, to_iso


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


class StaffVerdictDict(VerdictDict):
    """A verdict as staff see it, with who decided: `program` or `staff:<id>`."""

    actor: str


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

    def as_staff_dict(self) -> StaffVerdictDict:
        """The verdict as staff see it."""
        return {**self.as_dict(), "actor": self.decided_by}
