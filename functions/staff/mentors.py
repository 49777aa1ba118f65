"""Mentors as staff work with them."""

from datetime import datetime
from typing import Any, get_args

from shared.domain import mentor as domain
from shared.domain.errors import FieldError, Invalid, NotFound
from shared.domain.mentor import MentorStatus
from shared.store import activities, mentors
from shared.store import dynamodb as db


def listing(status: str, words: str) -> dict[str, Any]:
    """List the mentors of a status (all when empty) whose name or institution holds the words."""
    statuses: tuple[str, ...] = get_args(MentorStatus)
    if status and status not in statuses:
        raise Invalid("There's no such status.", [FieldError("status", f"Choose one of: {', '.join(statuses)}.")])
    found = mentors.list_by_status(*((status,) if status else statuses))
    wanted = words.casefold()
    return {"items": [m.as_dict() for m in found if wanted in f"{m.name} {m.form['institution']} {m.id}".casefold()]}


def approve(mentor: str, by: str, now: datetime) -> dict[str, Any]:
    """Let an interested mentor take part."""

    def step() -> dict[str, Any]:
        stored = mentors.load(mentor)
        if stored is None:
            raise NotFound("There's no such mentor.")
        change = domain.approve(stored, f"staff:{by}", now)
        if change.fact:
            db.transact(mentors.write(change.mentor), activities.write(change.fact))
        return change.mentor.as_dict()

    return db.retry_on_conflict(step)
