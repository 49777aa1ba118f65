"""When applicants are reminded before their deadline: of a draft, and of changes that they haven't submitted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

#: How long before the deadline.
DRAFT = (timedelta(days=7), timedelta(hours=24))
EDITS = (timedelta(days=2),)


def reminder_due(before: Sequence[timedelta], deadline: datetime, now: datetime) -> timedelta | None:
    """The latest of these reminders that is due; None before the first, and once the deadline is over.

    `deadline` is the first instant that is late. Each is sent once for a deadline; a later deadline has its own.
    """
    passed = [each for each in before if deadline - each <= now]
    return min(passed, default=None) if now < deadline else None
