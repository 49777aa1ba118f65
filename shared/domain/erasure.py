"""The erasure of a person: asked for by themselves or by a coordinator, and carried out a little later."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from shared.domain.activity import Activity, activity
from shared.domain.check_in import CheckIn
from shared.domain.match import Match
from shared.domain.survey import Survey

A = TypeVar("A", CheckIn, Survey)


@dataclass(frozen=True, slots=True)
class Erasure:
    """Who is to be erased: an `account` (None for an address without one) and the addresses known of them.

    `left_at` is when their part in the program was ended; the record goes with the last of their data.
    """

    id: str
    requested_at: datetime
    account: str | None = None
    emails: frozenset[str] = field(default=frozenset(), repr=False)
    left_at: datetime | None = None
    revision: int = 0


def ask(
    id: str, account: str | None, emails: Iterable[str], by: str, note: str | None, now: datetime
) -> tuple[Erasure, Activity]:
    """Ask for an erasure; its fact holds no address."""
    erasure = Erasure(id, now, account, frozenset(emails))
    return erasure, activity("ErasureRequested", id, "once", at=now, actor=by, note=note)


def finish(erasure: Erasure, now: datetime) -> Activity:
    """The fact that nothing of the person is left."""
    return activity("ErasureFinished", erasure.id, "once", at=now, actor="program")


def without_words(match: Match) -> Match:
    """A match as it stays for the figures: who, when and how it ended, and no text of or about anyone."""
    check_ins, surveys = _silent(match.check_ins), _silent(match.surveys)
    return replace(match, reasons={}, closing_reason=None, check_ins=check_ins, surveys=surveys)


def _silent(answers: tuple[A, ...]) -> tuple[A, ...]:
    return tuple(replace(answer, note=None) for answer in answers)
