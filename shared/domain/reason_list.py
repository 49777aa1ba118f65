"""The reasons that staff give again and again: one list for the program, each outcome's in the order of addition."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from typing_extensions import TypedDict

from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.eligibility import Outcome
from shared.domain.errors import NotPossible
from shared.domain.instants import to_iso

#: Reasons of one outcome.
MOST = 30
#: What the facts of the list are about.
SUBJECT = "verdict_reasons"


class ListedReasonDict(TypedDict):
    """A reason that staff may choose for a verdict of this outcome."""

    id: str
    outcome: Outcome
    reason: str
    added_by: str
    added_at: str


@dataclass(frozen=True, slots=True)
class ListedReason:
    """A reason as it's kept; its id follows from the outcome and the text."""

    outcome: Outcome
    reason: str
    added_by: str
    added_at: datetime

    @property
    def id(self) -> str:
        """What it's removed by."""
        return reason_id(self.outcome, self.reason)

    def as_dict(self) -> ListedReasonDict:
        """The reason as the contract shows it."""
        return {
            "id": self.id,
            "outcome": self.outcome,
            "reason": self.reason,
            "added_by": self.added_by,
            "added_at": to_iso(self.added_at),
        }


@dataclass(frozen=True, slots=True)
class ReasonList:
    """The whole list."""

    reasons: tuple[ListedReason, ...] = ()
    revision: int = field(default=0)


@dataclass(frozen=True, slots=True)
class Change:
    """The list after a change, and what happened; no fact when it was so before."""

    after: ReasonList
    fact: Activity | None


def reason_id(outcome: Outcome, reason: str) -> str:
    """The id of a reason."""
    return f"{outcome}-{hashlib.sha256(reason.encode()).hexdigest()[:16]}"


def add(stored: ReasonList, reason: ListedReason, request: str) -> Change:
    """Put a reason at the end of its outcome's; NotPossible when there are as many as anyone reads through."""
    if any(it.id == reason.id for it in stored.reasons):
        return Change(stored, None)
    if sum(it.outcome == reason.outcome for it in stored.reasons) >= MOST:
        raise NotPossible(f"There are {MOST} reasons for this outcome. Remove one that isn’t used.")
    after = replace(stored, reasons=(*stored.reasons, reason))
    return Change(after, _fact("ReasonAdded", reason, request, reason.added_by, reason.added_at))


def remove(stored: ReasonList, id: str, request: str, actor: str, now: datetime) -> Change:
    """Take a reason off the list; verdicts keep it."""
    gone = next((it for it in stored.reasons if it.id == id), None)
    if gone is None:
        return Change(stored, None)
    after = replace(stored, reasons=tuple(it for it in stored.reasons if it.id != id))
    return Change(after, _fact("ReasonRemoved", gone, request, actor, now))


def _fact(type: ActivityType, reason: ListedReason, request: str, actor: str, now: datetime) -> Activity:
    return activity(type, SUBJECT, request, at=now, actor=actor, note=reason.reason, outcome=reason.outcome)
