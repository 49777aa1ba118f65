"""Jobs as staff work with them: an export asked for, how far a job is, and the link to its file."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from pydantic_core import to_json
from typing_extensions import TypedDict

from functions.staff.actors import names_of
from functions.staff.forms import ExportForm
from shared.domain.activity import activity
from shared.domain.errors import NotFound
from shared.domain.instants import to_iso
from shared.domain.job import Job, JobDict
from shared.store import cycles, files
from shared.store import jobs as store
from shared.store.commit import commit_request, retry_on_conflict

#: How long a link opens its file.
LINK = timedelta(minutes=5)
#: What someone asks for again within this time is the same request, sent again because its answer was lost.
AGAIN = timedelta(minutes=1)


class QueuedJobDict(TypedDict):
    """The id of a job that is queued."""

    job: str


class JobListDict(TypedDict):
    """The jobs of a cycle, newest first; `actors` names who asked for them."""

    items: list[JobDict]
    actors: dict[str, str]


def id_of(asked: dict[str, Any], cycle: str, by: str, now: datetime) -> str:
    """The id of the job that a request leads to; the same for what one asks for again within a minute."""
    minute = int(now.timestamp() // AGAIN.total_seconds())
    name = to_json([cycle, by, asked]).decode()
    this, before = (str(uuid5(NAMESPACE_URL, f"job/{name}/{each}")) for each in (minute, minute - 1))
    job = store.load(before)
    return before if job and now - job.created_at < AGAIN else this


@retry_on_conflict
def export(cycle_id: str, form: ExportForm, by: str, now: datetime) -> str:
    """Queue an export and return its job's id."""
    cycle = cycles.require(cycle_id).id
    asked = form.model_dump()
    job = Job(id_of(asked, cycle, by, now), "export", cycle, asked, f"staff:{by}", now)
    fact = activity("ExportRequested", job.id, "file", at=now, actor=job.by, cycle=cycle, **asked)
    commit_request(fact, store.write(job))
    return job.id


def listing(cycle_id: str, limit: int) -> JobListDict:
    """List the newest jobs of a cycle."""
    found = store.list_newest_first(cycles.require(cycle_id).id, limit)
    return {"items": [job.as_dict() for job in found], "actors": names_of(job.by for job in found)}


def whole(job_id: str, by: str, now: datetime) -> JobDict:
    """Give a job; whoever gets the link to a file is recorded first, once per job."""
    job = store.load(job_id)
    if job is None:
        raise NotFound("There’s no such job, or it’s over for more than 30 days.")
    shown = job.as_dict()
    if job.has_file(now):
        _record_opened(job, by, now)
        seconds = int(min(LINK, job.file_until - now).total_seconds())
        shown["link"] = files.presigned_url(job.file, max(seconds, 1))
        shown["link_until"] = to_iso(now + timedelta(seconds=seconds))
    return shown


@retry_on_conflict
def _record_opened(job: Job, by: str, at: datetime) -> None:
    commit_request(activity("ExportOpened", job.id, by, at=at, actor=f"staff:{by}", cycle=job.cycle))
