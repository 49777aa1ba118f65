"""Lists of applications, read through the search table: by status and other filters, in an order, a page at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import islice
from typing import NamedTuple, cast

from typing_extensions import TypedDict

from shared.domain.application import Status
from shared.domain.instants import to_iso
from shared.domain.listing import facet
from shared.store import dynamodb as db
from shared.store import search
from shared.store.applications import CURRENT, GONE, TABLE
from shared.store.records import to_record

Position = str
"""Where a page of ids ended: its last place."""


class IdPage(NamedTuple):
    """The ids of some applications, and where to read on; None after the last page."""

    ids: list[str]
    last: Position | None = None


class ApplicationRowDict(TypedDict):
    """An application as lists show it; every row tells whether it was extended or late."""

    id: str
    cycle: str
    status: Status
    version: int
    updated_at: str
    status_since: str
    applicant_name: str
    school: str
    stage: str
    state: str
    reasons: list[str]
    submitted_version: int | None
    received_at: str | None
    late_by_seconds: float | None
    extended_until: str | None
    extended: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An application as lists show it, with its address and what leads to it, which lists don't show."""

    id: str
    cycle: str
    status: str
    version: int
    updated_at: str
    email: str
    status_since: str = ""
    applicant_name: str = ""
    school: str = ""
    stage: str = ""
    state: str = ""
    reasons: tuple[str, ...] = ()
    submitted_version: int | None = None
    received_at: str | None = None
    late_by_seconds: float | None = None
    extended_until: str | None = None
    listed: frozenset[str] = frozenset()

    def as_dict(self) -> ApplicationRowDict:
        """The row as the contract shows it."""
        return {
            "id": self.id,
            "cycle": self.cycle,
            "status": cast(Status, self.status),
            "version": self.version,
            "updated_at": self.updated_at,
            "status_since": self.status_since or self.updated_at,
            "applicant_name": self.applicant_name,
            "school": self.school,
            "stage": self.stage,
            "state": self.state,
            "reasons": list(self.reasons),
            "submitted_version": self.submitted_version,
            "received_at": self.received_at,
            "late_by_seconds": self.late_by_seconds,
            "extended_until": self.extended_until,
            "extended": self.extended_until is not None,
            "late": self.late_by_seconds is not None,
        }


def load_rows(applications: Iterable[str]) -> dict[str, Row]:
    """Read applications by id as lists show them, also those that can't be read otherwise."""
    keys = [{"id": application, "part": CURRENT} for application in applications]
    items = db.batch_get(TABLE, keys, GONE, *(field.name for field in fields(Row)))
    return {item["id"]: to_record(Row, item) for item in items if GONE not in item}


def list_ids(cycle: str, *statuses: str, unchanged_since: datetime | None = None) -> Iterator[str]:
    """List the ids of a cycle's applications with one of these statuses, first begun first, also of unreadable ones.

    It's read strongly consistent; `unchanged_since` leaves out those that got the status later.
    """
    entries = search.read(_with_status(cycle, *statuses))
    return (entry.id for entry in entries if unchanged_since is None or entry.since <= to_iso(unchanged_since))


def list_page(cycle: str, statuses: Iterable[str], after: Position | None, limit: int) -> IdPage:
    """Read ids of a cycle's applications with these statuses, a page at a time.

    They're in the order in which they were begun, whatever status each has, so that none is missed or comes twice.
    """
    found = list(islice(search.read(_with_status(cycle, *statuses), after or "", limit), limit))
    return IdPage([entry.id for entry in found], found[-1].place if len(found) == limit else None)


def any_with_status(cycle: str, status: str) -> bool:
    """Whether a cycle has an application with this status."""
    return next(search.read(_with_status(cycle, status), page=1), None) is not None


def count_with_status(cycle: str, status: str) -> int:
    """Count a cycle's applications with this status."""
    return search.count(_with_status(cycle, status))


def list_late(cycle: str) -> list[str]:
    """List the ids of a cycle's applications whose submission was refused as late."""
    return [entry.id for entry in search.read(search.listed_under(cycle, facet("late", "true")))]


def list_extended(cycle: str) -> Iterator[str]:
    """List the ids of a cycle's applications with a deadline of their own, as far as it is asked for."""
    return (entry.id for entry in search.read(search.listed_under(cycle, facet("extended", "true"))))


def _with_status(cycle: str, *statuses: str) -> search.Stream:
    lists = (search.listed_under(cycle, facet("status", status)) for status in statuses)
    return search.Stream(tuple(partition for each in lists for partition in each.partitions))
