"""A bulk change that a coordinator asked for, application by application."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from functions.bulk import changing
from shared.domain.activity import Activity, ActivityType
from shared.runtime.queues import BatchResponse, process_batch

#: Milliseconds of a run that are left for what it is at.
ENOUGH = 20_000


def _requested(fact: Activity, has_time: Callable[[], bool]) -> None:
    changing.go_on(fact.subject, has_time)


ACTION_BY_EVENT: Mapping[ActivityType, Callable[[Activity, Callable[[], bool]], None]] = {"BulkRequested": _requested}


def handler(event: dict[str, Any], context: Any) -> BatchResponse:
    """Go on with every bulk change of the batch."""
    return process_batch(event, partial(_work, context))


def _work(context: Any, fact: Activity) -> None:
    def has_time() -> bool:
        return context is None or context.get_remaining_time_in_millis() > ENOUGH

    ACTION_BY_EVENT[fact.type](fact, has_time)
