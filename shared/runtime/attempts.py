"""Attempts to change something that failed on our side, kept in the trail so that staff see whom an outage touched."""

from datetime import datetime
from typing import Any, NamedTuple

from shared.domain.activity import activity
from shared.runtime.logs import log_failure
from shared.store import aws
from shared.store.commit import commit_request


class Subject(NamedTuple):
    """What an attempt was about: the id of an application, of a mentor or of a match, and its cycle."""

    id: str
    cycle: str | None = None


class Attempt(NamedTuple):
    """Who sent what and when, in ids: the sign-in's subject, the route, and the time that API Gateway received it."""

    request: str
    route: str
    caller: str
    received_at: datetime


def note(attempt: Attempt, subject: Subject | None, seconds_left: float) -> None:
    """Write the fact of a failed attempt, unless there is too little time left: the log has it anyway.

    A person who tried in time, failed because of us, and came again too late can then be given an extension.
    """
    if subject is None or seconds_left < aws.PATIENCE["dynamodb"].longest:
        return
    data: dict[str, Any] = {"route": attempt.route, "caller": attempt.caller}
    once_per, at, cycle = attempt.request, attempt.received_at, subject.cycle
    try:
        commit_request(activity("AttemptFailed", subject.id, once_per, at=at, actor="program", cycle=cycle, **data))
    except Exception as error:  # the outage goes on: the log alone has it
        log_failure(error, request_id=attempt.request)
