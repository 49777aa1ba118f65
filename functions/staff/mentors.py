"""Mentors as staff work with them."""

from datetime import datetime
from typing import get_args

from typing_extensions import TypedDict

from functions.staff.preconditions import Seen, decide_on
from shared.domain import mentor as domain
from shared.domain.errors import FieldError, Invalid, NotFound
from shared.domain.mentor import Mentor, MentorDict, MentorStatus
from shared.store import mentors
from shared.store.commit import commit, retry_on_conflict


class MentorListDict(TypedDict):
    """Mentors with their open places."""

    items: list[MentorDict]


def listing(status: str, words: str) -> MentorListDict:
    """List the mentors of a status (all when empty) whose name or institution holds the words."""
    statuses: tuple[str, ...] = get_args(MentorStatus)
    if status and status not in statuses:
        raise Invalid("There's no such status.", [FieldError("status", f"Choose one of: {', '.join(statuses)}.")])
    listed = mentors.list_by_status(*((status,) if status else statuses))
    query = words.casefold()
    return {"items": [m.as_dict() for m in listed if query in f"{m.name} {m.form['institution']} {m.id}".casefold()]}


def require(mentor: str) -> Mentor:
    """Read a mentor; NotFound when there is none."""
    stored = mentors.load(mentor)
    if stored is None:
        raise NotFound("There's no such mentor.")
    return stored


@retry_on_conflict
def approve(mentor: str, by: str, seen: Seen, now: datetime) -> Mentor:
    """Let an interested mentor take part."""
    stored = require(mentor)
    change = decide_on(seen, stored.version, stored.as_dict, lambda: domain.approve(stored, f"staff:{by}", now))
    if change.fact:
        commit(change.fact, mentors.write(change.mentor))
    return change.mentor
