"""Attempts to change something that failed on our side: in the trail, and as tasks that tell staff whom we failed."""

from datetime import datetime
from typing import Any, NamedTuple

from shared.domain.activity import Activity, activity
from shared.domain.task import Task, task_id
from shared.runtime.logs import log_failure
from shared.store import aws, tasks
from shared.store.commit import commit_request
from shared.store.dynamodb import StaleWrite


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


def note(attempt: Attempt, subject: Subject, seconds_left: float) -> None:
    """Write the fact of a failed attempt, unless there is too little time left: the log has it anyway.

    It is a task once a person and day: someone who tried in time, failed because of us, and came again too late can be
    given an extension.
    """
    if seconds_left < aws.PATIENCE["dynamodb"].longest:
        return
    try:
        _write(attempt, subject)
    except Exception as error:  # the outage goes on: the log alone has it
        log_failure(error, request_id=attempt.request)


def _write(attempt: Attempt, subject: Subject) -> None:
    data: dict[str, Any] = {"route": attempt.route, "caller": attempt.caller}
    task = task_id("outage", subject.id, f"{attempt.received_at:%Y-%m-%d}")
    raised = tasks.write(Task(task, "outage", subject.id, attempt.received_at, subject.cycle, data))
    first = _fact(attempt, subject, {**data, "task": task})
    try:
        commit_request(first, raised)
    except StaleWrite as stale:
        if stale.refused:  # the task is there since the first attempt of the day
            commit_request(_fact(attempt, subject, data))
        else:
            commit_request(first, raised)


def _fact(attempt: Attempt, subject: Subject, data: dict[str, Any]) -> Activity:
    once_per, at = attempt.request, attempt.received_at
    return activity("AttemptFailed", subject.id, once_per, at=at, actor="program", cycle=subject.cycle, **data)
