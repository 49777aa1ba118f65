"""Each application of a bulk change on its own: one that can't be changed is named with why, and the others go on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from shared.domain import bulk
from shared.domain.activity import activity
from shared.domain.cycle import Cycle
from shared.domain.errors import NotFound, ProgramError
from shared.domain.job import Job, finished
from shared.store import applications, cycles, jobs
from shared.store.commit import commit, commit_request, retry_on_conflict

#: Applications between two notes of how far it is; after a kill, no more than these are looked at again.
_STEP = 10


class OutOfTime(Exception):
    """A run's time is over; the redelivery goes on."""


def go_on(job_id: str, has_time: Callable[[], bool]) -> None:
    """Change what is left; OutOfTime when the run is over before that."""
    job = jobs.load(job_id)
    if job is None:
        raise NotFound("There’s no such job anymore.")
    cycle = cycles.require(job.cycle)
    while job.state != "done":
        if not has_time():
            raise OutOfTime
        job = _step(cycle, job)


def _step(cycle: Cycle, job: Job) -> Job:
    at = job.done + len(job.failed)
    failed = list(job.failed)
    for application in job.todo[at : at + _STEP]:
        why = _change(cycle, application, job, datetime.now(UTC))
        failed += [{"id": application, "why": why}] if why else []
    reached = min(at + _STEP, len(job.todo))
    after = replace(job, state="running", done=reached - len(failed), failed=tuple(failed))
    if reached < len(job.todo):
        return jobs.save_progress(after)
    now = datetime.now(UTC)
    over = finished(after, now)
    figures: dict[str, Any] = {"done": over.done, "failed": len(failed)}
    fact = activity("BulkFinished", job.id, "bulk", at=now, actor="program", cycle=job.cycle, **figures)
    commit(fact, jobs.write(over))
    return over


@retry_on_conflict
def _change(cycle: Cycle, application: str, job: Job, now: datetime) -> str | None:
    """Change one application, unless it is as it's to be; return why it can't be changed."""
    try:
        change = bulk.decide(cycle, applications.load(application), job, now)
    except ProgramError as refused:
        return refused.detail
    except ValidationError:
        return "We couldn’t read this application."
    if change.fact and job.asked["action"] == "mail":
        commit_request(change.fact)
    elif change.fact:
        commit(change.fact, applications.write(change.application))
    return None
