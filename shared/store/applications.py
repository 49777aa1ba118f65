"""The applications table: an `application` item each, and a `submission#…` item per version, which never changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple, cast

from typing_extensions import TypedDict

from shared.domain.application import STATUSES, Application, Receipt, Status
from shared.domain.form import Form
from shared.domain.instants import to_iso
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record
from shared.store.tables import TABLES

TABLE = "applications"
_CURRENT = "application"
Position = Mapping[str, str]
"""Where a page ended: the keys of its last row, or of a status alone."""


class Page(NamedTuple):
    """The ids of some applications, and where to read on; None after the last page."""

    ids: list[str]
    last: Position | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted version, with the upload (`cv`) that belongs to it; it never changes.

    `seen` is the version that was there before: another one when it took up what was withdrawn.
    """

    id: str
    version: int
    cycle: str
    form: Form
    receipt: Receipt
    cv: str | None = None
    seen: int | None = None


class ApplicationRowDict(TypedDict):
    """An application as lists show it; every row tells whether it was extended or late."""

    id: str
    cycle: str
    status: Status
    version: int
    updated_at: str
    applicant_name: str
    school: str
    stage: str
    submitted_version: int | None
    received_at: str | None
    late_by_seconds: float | None
    extended_until: str | None
    extended: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An application as lists show it."""

    id: str
    cycle: str
    status: str
    version: int
    updated_at: str
    applicant_name: str = ""
    school: str = ""
    stage: str = ""
    submitted_version: int | None = None
    received_at: str | None = None
    late_by_seconds: float | None = None
    extended_until: str | None = None

    def as_dict(self) -> ApplicationRowDict:
        """The row as the contract shows it."""
        return {
            "id": self.id,
            "cycle": self.cycle,
            "status": cast(Status, self.status),
            "version": self.version,
            "updated_at": self.updated_at,
            "applicant_name": self.applicant_name,
            "school": self.school,
            "stage": self.stage,
            "submitted_version": self.submitted_version,
            "received_at": self.received_at,
            "late_by_seconds": self.late_by_seconds,
            "extended_until": self.extended_until,
            "extended": self.extended_until is not None,
            "late": self.late_by_seconds is not None,
        }


def load(application: str) -> Application | None:
    """Read an application."""
    item = db.get(TABLE, id=application, part=_CURRENT)
    return to_record(Application, item) if item else None


def load_many(applications: Iterable[str]) -> dict[str, Application]:
    """Read many applications by id."""
    keys = [{"id": application, "part": _CURRENT} for application in applications]
    return {item["id"]: to_record(Application, item) for item in db.batch_get(TABLE, keys)}


def load_submission(application: str, version: int) -> Submission | None:
    """Read a submitted version."""
    item = db.get(TABLE, id=application, part=_submission_part(version))
    return to_record(Submission, item) if item else None


def load_submissions(applications: Iterable[Application]) -> dict[str, Submission]:
    """Read the newest submitted version of each application."""
    keys = [{"id": a.id, "part": _submission_part(a.submitted_version)} for a in applications if a.submitted_version]
    return {item["id"]: to_record(Submission, item) for item in db.batch_get(TABLE, keys)}


def write(application: Application) -> db.Write:
    """Write an application over the revision it was read at, with the attributes that lists need."""
    item = {
        **to_item(application),
        "part": _CURRENT,
        "cycle_status": f"{application.cycle}#{application.status}",
        "cycle_school": f"{application.cycle}#{application.school}" if application.school else None,
        "applicant_name": application.name or None,
        "school": application.school,
        "stage": application.form.get("training", {}).get("stage"),
        "received_at": application.receipt.received_at if application.receipt else None,
        "late_by_seconds": application.late.by_seconds if application.late else None,
        "extended_until": application.extension.until if application.extension else None,
    }
    return db.put(TABLE, item, application.revision)


def write_submission(application: Application, seen: int | None = None) -> db.Write:
    """Write a submitted version, made of the version that was `seen`; it can't be written again."""
    item = {
        "id": application.id,
        "part": _submission_part(application.submitted_version),
        "version": application.submitted_version,
        "cycle": application.cycle,
        "form": application.form,
        "receipt": to_item(application.receipt),
        "cv": application.cv,
        "seen": seen,
    }
    return db.put(TABLE, item)


def ids_with_status(cycle: str, *statuses: str) -> list[str]:
    """Read from the table itself which applications of a cycle have one of these statuses."""
    rows = db.read_through(TABLE, "id", "status", part=_CURRENT, cycle=cycle)
    return [row["id"] for row in rows if row["status"] in statuses]


def list_rows(
    cycle: str, status: str | None = None, school: str | None = None, after: Row | None = None
) -> Iterator[Row]:
    """Read the rows of a cycle by status or by school, starting after `after`; with neither, all by status."""
    if school is not None:
        key = {"cycle_school": f"{cycle}#{school}"}
        rows = (to_record(Row, row) for row in db.query(TABLE, "by_school", key, **_start(key, after)))
        yield from (row for row in rows if status in (None, row.status))
        return
    statuses = STATUSES if status is None else (status,)
    first = statuses.index(after.status) if after and after.status in statuses else 0
    for listed in statuses[first:]:
        key = {"cycle_status": f"{cycle}#{listed}"}
        start = _start(key, after if after and after.status == listed else None)
        yield from (to_record(Row, row) for row in db.query(TABLE, "by_status", key, **start))


def list_page(cycle: str, statuses: Sequence[str], after: Position | None, limit: int) -> Page:
    """Read ids of a cycle's applications with these statuses, a page at a time.

    A draft that's saved meanwhile moves to a later page: it may be read twice, but not missed.
    """
    index = TABLES[TABLE].indexes["by_status"]
    listed = [f"{cycle}#{status}" for status in statuses]
    current = after[index.partition] if after else listed[0]
    start = {"ExclusiveStartKey": db.encode_item(after)} if after and "id" in after else {}
    rows = db.query(TABLE, "by_status", {index.partition: current}, Limit=limit, **start)
    found = list(islice(rows, limit))
    if len(found) == limit:
        return Page([row["id"] for row in found], {k: found[-1][k] for k in ("id", "part", *index[:2])})
    following = listed[listed.index(current) + 1 :]
    return Page([row["id"] for row in found], {index.partition: following[0]} if following else None)


def _start(key: dict[str, str], after: Row | None) -> dict[str, Any]:
    if after is None:
        return {}
    position = {"id": after.id, "part": _CURRENT, "updated_at": after.updated_at, **key}
    return {"ExclusiveStartKey": db.encode_item(position)}


def any_with_status(cycle: str, status: str) -> bool:
    """Whether a cycle has an application with this status."""
    return next(db.query(TABLE, "by_status", {"cycle_status": f"{cycle}#{status}"}, Limit=1), None) is not None


def any_stored_with_status(cycle: str, status: str) -> bool:
    """Whether the table itself has such an application: a scan, for decisions that may not miss what an index lacks."""
    pages = (
        db.client()
        .get_paginator("scan")
        .paginate(
            TableName=db.table(TABLE),
            ConsistentRead=True,
            FilterExpression="cycle_status = :s",
            ExpressionAttributeValues=db.encode_item({":s": f"{cycle}#{status}"}),
            ProjectionExpression="id",
        )
    )
    return any(page["Items"] for page in pages)


def list_ids(cycle: str, status: str, unchanged_since: datetime | None = None) -> Iterator[str]:
    """List the ids of a cycle's applications with a status, the longest unchanged first, also of unreadable ones."""
    for item in db.query(TABLE, "by_status", {"cycle_status": f"{cycle}#{status}"}):
        if unchanged_since and item["updated_at"] > to_iso(unchanged_since):
            return
        yield item["id"]


def _submission_part(version: int | None) -> str:
    return f"submission#{version or 0:06}"
