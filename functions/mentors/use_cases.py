"""A mentor's own use cases as read, decide, commit."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain import mentor as domain
from shared.domain.mentor import Mentor, MentorChange, mentor_id
from shared.domain.mentor_form import MentorForm
from shared.domain.mentor_pause import pause_end
from shared.runtime.accounts import email_of
from shared.runtime.api import Caller
from shared.store import mentors
from shared.store.commit import commit, retry_on_conflict


@dataclass(frozen=True, slots=True)
class Outcome:
    """The mentor as stored, and whether this request made the record."""

    mentor: Mentor
    new: bool


@retry_on_conflict
def volunteer(caller: Caller, form: MentorForm, expected: int | None, now: datetime) -> Outcome:
    """Save the Mentor Interest Form."""
    stored = mentors.load(mentor_id(caller.id))
    email = stored.email if stored else email_of(caller)
    change = domain.volunteer(stored, form, caller.id, email, expected, now)
    return Outcome(_save(change), new=stored is None)


@retry_on_conflict
def pause(caller: Caller, until: str | None, now: datetime) -> Mentor:
    """Pause until the start of a day (ET), or until the mentor resumes."""
    return _save(domain.pause(mentors.load(mentor_id(caller.id)), pause_end(until), now))


@retry_on_conflict
def resume(caller: Caller, now: datetime) -> Mentor:
    """Take part in matching again."""
    return _save(domain.resume(mentors.load(mentor_id(caller.id)), now))


@retry_on_conflict
def retire(caller: Caller, reason: str | None, now: datetime) -> Mentor:
    """Leave for good: open proposals are closed, and what both sides confirmed ends."""
    stored = domain.present(mentors.load(mentor_id(caller.id)))
    return _save(domain.retire(stored, reason, "mentor", now))


def _save(change: MentorChange) -> Mentor:
    if change.fact:
        commit(change.fact, mentors.write(change.mentor))
    return change.mentor
