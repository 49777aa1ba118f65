"""The jobs table: what staff asked for that takes longer than a request; an item goes 30 days after it was asked."""

from dataclasses import replace
from itertools import islice

from shared.domain.job import JOB_KEPT, Job
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "jobs"


def load(job: str) -> Job | None:
    """Read a job."""
    item = db.get(TABLE, id=job)
    return to_record(Job, item) if item else None


def write(job: Job) -> db.Write:
    """Write a job over the revision it was read at."""
    return db.put(TABLE, {**to_item(job), "expires_at": int((job.created_at + JOB_KEPT).timestamp())}, job.revision)


def save_progress(job: Job) -> Job:
    """Write how far a job is, which is no fact; StaleWrite when someone else went on with it."""
    db.transact(write(job))
    return replace(job, revision=job.revision + 1)


def list_newest_first(cycle: str, limit: int) -> list[Job]:
    """Read the newest jobs of a cycle."""
    rows = db.query(TABLE, "by_cycle", {"cycle": cycle}, ScanIndexForward=False, Limit=limit)
    return [to_record(Job, item) for item in islice(rows, limit)]
