"""A mentor's own use cases as read, decide, write."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from shared.domain import mentor as domain
from shared.domain.errors import FieldError, Invalid
from shared.domain.instants import EASTERN
from shared.domain.mentor import Mentor, MentorChange, MentorForm, mentor_id
from shared.runtime.accounts import email_of
from shared.runtime.api import Caller
from shared.store import activities, mentors
from shared.store import dynamodb as db


@dataclass(frozen=True, slots=True)
class Outcome:
    """The mentor as stored now, and whether this request made the record."""

    mentor: Mentor
    new: bool


def volunteer(caller: Caller, form: MentorForm, expected: int | None, now: datetime) -> Outcome:
    """Take in the Mentor Interest Form."""

    def decide(stored: Mentor | None) -> MentorChange:
        email = stored.email if stored else email_of(caller)
        return domain.volunteer(stored, form, caller.id, email, expected, now)

    return _change(caller, decide)


def pause(caller: Caller, until: str | None, now: datetime) -> Mentor:
    """Pause until the start of a day (ET), or until the mentor resumes."""
    try:
        ends = datetime.combine(date.fromisoformat(until), time.min, EASTERN) if until else None
    except ValueError:
        raise Invalid("There's no such day.", [FieldError("until", "Enter a day such as 2025-01-31.")]) from None
    return _change(caller, lambda stored: domain.pause(stored, ends, now)).mentor


def resume(caller: Caller, now: datetime) -> Mentor:
    """Come back into matching."""
    return _change(caller, lambda stored: domain.resume(stored, now)).mentor


def _change(caller: Caller, decide: Callable[[Mentor | None], MentorChange]) -> Outcome:
    def step() -> Outcome:
        stored = mentors.load(mentor_id(caller.id))
        change = decide(stored)
        if change.fact:
            db.transact(mentors.write(change.mentor), activities.write(change.fact))
        return Outcome(change.mentor, new=stored is None)

    return db.retry_on_conflict(step)
