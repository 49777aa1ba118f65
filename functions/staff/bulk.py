"""Bulk changes as staff ask for them: tried first, which says exactly whom they touch, then queued."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.staff.forms import BulkForm
from functions.staff.jobs import id_of
from shared.domain import bulk
from shared.domain.activity import ActivityType, activity
from shared.domain.application import Application
from shared.domain.cycle import Cycle
from shared.domain.errors import FieldError, Invalid, ProgramError
from shared.domain.job import BulkAction, FailureDict, Job, finished
from shared.store import applications, cycles
from shared.store import jobs as store
from shared.store.commit import commit_request, retry_on_conflict

Stored = dict[str, Application]
#: What an action needs besides its reason, and what to say where it's missing.
_NEEDED: dict[BulkAction, tuple[str, ...]] = {
    "verdict": ("outcome",),
    "extension": ("until",),
    "mail": ("subject", "message"),
}
_MISSING = {
    "outcome": "Choose the outcome.",
    "until": "Enter the new deadline.",
    "subject": "Enter the subject.",
    "message": "Enter the message.",
}


@retry_on_conflict
def start(cycle_id: str, form: BulkForm, by: str, request: str, now: datetime) -> str:
    """Queue a bulk change, or only try it, which is done at once; return its job's id."""
    _check(form)
    cycle, todo = cycles.require(cycle_id), tuple(dict.fromkeys(form.applications))
    stored = applications.load_many(todo)
    seen = {application.id: application.revision for application in stored.values()}
    if form.preview:
        seen = _previewed(form, cycle)
    actor = f"staff:{by}"
    job = Job(
        request if form.dry_run else id_of(form.model_dump(), cycle.id, by, now),
        "bulk",
        cycle.id,
        form.asked(),
        actor,
        now,
        total=len(todo),
        todo=todo,
        seen=seen,
        note=form.reason,
        message=form.message,
    )
    if form.dry_run:
        job = _tried(cycle, job, stored, now)
    kind: ActivityType = "BulkTried" if form.dry_run else "BulkRequested"
    data: dict[str, Any] = {"action": form.action, "applications": len(todo)}
    fact = activity(kind, job.id, "bulk", at=now, actor=actor, cycle=cycle.id, note=form.reason, **data)
    commit_request(fact, store.write(job))
    return job.id


def _check(form: BulkForm) -> None:
    missing = [name for name in _NEEDED[form.action] if getattr(form, name) is None]
    if missing:
        raise Invalid("See each field.", [FieldError(name, _MISSING[name]) for name in missing])


def _previewed(form: BulkForm, cycle: Cycle) -> dict[str, int]:
    """The revisions that a dry run of the same change saw; Invalid for the job of anything else."""
    job = store.load(form.preview or "")
    same = {**form.asked(), "dry_run": True}
    texts = (form.reason, form.message)
    if job is None or (job.kind, job.cycle, job.asked, job.note, job.message) != ("bulk", cycle.id, same, *texts):
        raise Invalid("See `preview`.", [FieldError("preview", "Use the job of a dry run of the same change.")])
    return job.seen


def _tried(cycle: Cycle, job: Job, stored: Stored, now: datetime) -> Job:
    """The job of a dry run: `todo` are those that would change, `failed` those that can't, with why."""
    touched: list[str] = []
    failed: list[FailureDict] = []
    for id in job.todo:
        try:
            change = bulk.decide(cycle, stored.get(id), job, now)
        except ProgramError as error:
            failed.append({"id": id, "why": error.detail})
        else:
            touched += [id] if change.fact else []
    return finished(replace(job, todo=tuple(touched), done=len(job.todo), failed=tuple(failed)), now)
