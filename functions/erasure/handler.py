"""Erases people: ends their part in the program first, so that the other side hears of it, then all that is held.

What belonged to a draft that was thrown away goes here too, and what was kept for long enough after a cycle.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from functions.erasure import course, drafts, retaining
from shared.domain.activity import Activity, ActivityType
from shared.runtime.queues import BatchResponse, process_batch


def _requested(fact: Activity) -> None:
    course.go_on(fact, datetime.now(UTC))


def _due(fact: Activity) -> None:
    retaining.carry_out(fact, datetime.now(UTC))


ACTION_BY_EVENT: Mapping[ActivityType, Callable[[Activity], None]] = {
    "ErasureRequested": _requested,
    "ApplicationThrownAway": drafts.clear,
    "RetentionDue": _due,
}


def handler(event: dict[str, Any], _context: Any) -> BatchResponse:
    """Go on with every erasure of the batch."""
    return process_batch(event, lambda fact: ACTION_BY_EVENT[fact.type](fact))
