"""An export: rows are gathered in pieces, then one file is made of them; whatever is repeated is the same again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from tempfile import TemporaryFile
from uuid import uuid4

from pydantic_core import from_json, to_json

from functions.exports import bucket
from functions.exports.columns import COLUMNS
from functions.exports.pages import PAGES, count
from functions.exports.writing import CONTENT_TYPES, WRITERS, Cells
from shared.domain.activity import Activity, activity
from shared.domain.errors import NotFound
from shared.domain.job import Job, finished
from shared.store import jobs
from shared.store.commit import commit, retry_on_conflict
from shared.store.dynamodb import where_it_holds


def go_on(job_id: str, has_time: Callable[[], bool]) -> bool:
    """Gather what is left and write the file; False when the time of this run is over before that."""
    job = _load(job_id)
    if job.state in ("queued", "failed"):
        job = jobs.save_progress(replace(job, state="running", total=count(job)))
    while job.state == "running" and (job.cursor is not None or not job.pieces):
        if not has_time():
            return False
        job = _gather(job)
    if job.state == "running":
        _write_file(job)
        commit(_finished(job), jobs.write(finished(job, datetime.now(UTC))))
    return True


@retry_on_conflict
def give_up(job_id: str) -> None:
    """Say that an export failed; once its message is sent again, it goes on where it was."""
    job = _load(job_id)
    if job.state != "done":
        with where_it_holds():
            jobs.save_progress(replace(job, state="failed"))


def _load(job_id: str) -> Job:
    job = jobs.load(job_id)
    if job is None:
        raise NotFound("There’s no such job anymore.")
    return job


def _gather(job: Job) -> Job:
    """Keep one more page under a key of its own: a page counts once the job names its key."""
    page, mark = PAGES[job.asked["kind"]](job), uuid4().hex[:12]
    bucket.keep(job.piece(mark), b"".join(to_json(row) + b"\n" for row in page.rows))
    return jobs.save_progress(
        replace(
            job,
            pieces=(*job.pieces, mark),
            cursor=page.next,
            done=job.done + len(page.rows),
            failed=(*job.failed, *page.failed),
        )
    )


def _write_file(job: Job) -> None:
    form = job.asked["format"]
    with TemporaryFile() as file:
        WRITERS[form](file, COLUMNS[job.asked["kind"]], _rows(job))
        file.seek(0)
        bucket.keep(job.file, file, CONTENT_TYPES[form], job.file.rpartition("/")[2])


def _rows(job: Job) -> Iterator[Cells]:
    for mark in job.pieces:
        yield from (from_json(line) for line in bucket.lines(job.piece(mark)))


def _finished(job: Job) -> Activity:
    return activity(
        "ExportFinished", job.id, "file", at=datetime.now(UTC), actor="program", cycle=job.cycle, rows=job.done
    )
