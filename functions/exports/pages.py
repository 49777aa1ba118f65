"""The pages of each export, behind a cursor: what stays where it is comes once, whatever is written meanwhile."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from functions.exports.columns import activity_row, application_row, match_row, mentor_row
from functions.exports.writing import Cell
from shared.domain.job import ExportKind, FailureDict, Job
from shared.domain.listing import ALL
from shared.store import applications, cycles, matches, mentors, search, trail

#: Rows of a page; a page of applications is about 2 MB.
SIZE = 500
_UNREADABLE = "We couldn’t read this record."
#: How long before its window a cycle's facts begin.
_BEFORE = timedelta(days=365)


class Page(NamedTuple):
    """Some rows, what couldn't be read, and where to go on; None after the last page."""

    rows: list[list[Cell]]
    failed: list[FailureDict]
    next: str | None


def count(job: Job) -> int | None:
    """How many rows there will be, where a list says so."""
    scope = {"applications": job.cycle, "mentors": mentors.SCOPE}.get(job.asked["kind"])
    return sum(1 for _ in search.read(search.listed_under(scope, ALL), page=1000)) if scope else None


def _listed(
    scope: str, job: Job, load: Callable[[Iterable[str]], Mapping[str, Any]], row_of: Callable[[Any], list[Cell]]
) -> Page:
    found = list(islice(search.read(search.listed_under(scope, ALL), job.cursor or "", SIZE), SIZE))
    rows, failed = [], list[FailureDict]()
    for id, record in _records([entry.id for entry in found], load):
        if record is None:
            failed.append({"id": id, "why": _UNREADABLE})
        else:
            rows.append(row_of(record))
    return Page(rows, failed, found[-1].place if len(found) == SIZE else None)


def _records(ids: list[str], load: Callable[[Iterable[str]], Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """The records in the order of their ids, without those erased since; None for one that can't be read."""
    try:
        known = load(ids)
    except ValidationError:
        known = None
    for id in ids:
        try:
            loaded = load([id]) if known is None else known
        except ValidationError:
            yield id, None
        else:
            if id in loaded:
                yield id, loaded[id]


def _applications(job: Job) -> Page:
    return _listed(job.cycle, job, applications.load_many, application_row)


def _mentors(job: Job) -> Page:
    return _listed(mentors.SCOPE, job, mentors.load_many, mentor_row)


def _matches(job: Job) -> Page:
    found, after = matches.scan_page(job.cycle, job.cursor, SIZE)
    unread: list[FailureDict] = [{"id": id, "why": _UNREADABLE} for id, match in found if match is None]
    return Page([match_row(match) for _, match in found if match], unread, after)


def _activity(job: Job) -> Page:
    """The trail of the cycle, newest first, as it was when it was asked for."""
    since = cycles.require(job.cycle).opens_at - _BEFORE
    wanted = trail.Wanted(since, job.created_at, job.cycle)
    after = trail.Position(*from_json(job.cursor)) if job.cursor else None
    facts, last = trail.page_of_days(wanted, after, SIZE)
    return Page([activity_row(fact) for fact in facts], [], to_json(last).decode() if last else None)


PAGES: Mapping[ExportKind, Callable[[Job], Page]] = {
    "applications": _applications,
    "mentors": _mentors,
    "matches": _matches,
    "activity": _activity,
}
