"""A cycle's report as staff see it. The eligibility function counts it: self-identification is fenced off."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from shared.domain.application import STATUSES
from shared.domain.instants import to_eastern, to_iso
from shared.domain.report import NAMED, OTHER, SPANS, SURVEYS
from shared.domain.retention import due_at
from shared.store import cycles, reports
from shared.store.commit import commit, retry_on_conflict
from shared.store.reports import Report

#: A run that hasn't ended after so long can be begun again.
_STUCK = timedelta(minutes=15)
#: Tables whose names have an order of their own; the others begin with what was found most.
_ORDERS: Mapping[str, tuple[str, ...]] = {
    "statuses": STATUSES, "times_of_rules": SPANS, "times_of_staff": SPANS, "answers_of_applicants": SPANS,
    "answers_of_mentors": SPANS,
}  # fmt: skip


class CountDict(TypedDict):
    """How many have a name, such as a status, a school or a mail; None where the number isn't shown."""

    name: str
    count: int | None


class GroupCountsDict(TypedDict):
    """Self-identification, counted once after the window; each applicant is in one group, and none is below 5."""

    counted_at: str
    counted_at_et: str
    items: list[CountDict]


class ReportDict(TypedDict):
    """A report: 202 while it's `running`. `counts` are by table; `groups` are there once they were counted."""

    cycle: str
    state: Literal["running", "done"]
    requested_at: str
    requested_at_et: str
    finished_at: NotRequired[str]
    counted: int
    counts: dict[str, list[CountDict]]
    groups: GroupCountsDict | None


def read(cycle: str, again: bool, by: str, request_id: str, now: datetime) -> ReportDict:
    """Give the newest report of a cycle, and begin one where there's none; `again` begins another when that's done."""
    cycles.require(cycle)
    report = _current(cycle, again, by, request_id, now)
    done = report.state == "done"
    return {
        "cycle": cycle,
        "state": report.state,
        "requested_at": to_iso(report.requested_at),
        "requested_at_et": to_eastern(report.requested_at),
        **({"finished_at": to_iso(report.finished_at)} if report.finished_at else {}),  # type: ignore[typeddict-item]
        "counted": report.counted,
        "counts": {table: _ordered(table, found) for table, found in report.counts.items()} if done else {},
        "groups": _groups(cycle) if done else None,
    }


@retry_on_conflict
def _current(cycle: str, again: bool, by: str, request_id: str, now: datetime) -> Report:
    stored = reports.load(cycle)
    if stored and (stored.run == request_id or not again or _is_at_work(stored, now) or _is_last(stored, now)):
        return stored
    revision = stored.revision if stored else 0
    report = Report(cycle, request_id, "running", now, revision=revision)
    commit(reports.page_wanted(report, f"staff:{by}", now), reports.write(report))
    return replace(report, revision=revision + 1)


def _is_last(stored: Report, now: datetime) -> bool:
    """Whether what a report counts is being deleted, or is gone."""
    cycle = cycles.require(stored.cycle)
    return stored.stays and due_at(cycle, "applications") <= now


def _is_at_work(report: Report, now: datetime) -> bool:
    return report.state == "running" and now - report.requested_at < _STUCK


def _ordered(table: str, found: Mapping[str, int]) -> list[CountDict]:
    if table in SURVEYS:
        return [{"name": name, "count": found.get(name)} for name in SURVEYS[table]]
    if table == "days":
        names = sorted(found)
    elif table in _ORDERS:
        names = [name for name in _ORDERS[table] if name in found]
    else:
        names = sorted(found, key=lambda name: (-found[name], name))
    return [{"name": name, "count": found[name]} for name in names]


def _groups(cycle: str) -> GroupCountsDict | None:
    groups = reports.load_groups(cycle)
    if groups is None:
        return None
    return {
        "counted_at": to_iso(groups.counted_at),
        "counted_at_et": to_eastern(groups.counted_at),
        "items": [{"name": name, "count": groups.counts.get(name)} for name in (*NAMED, OTHER)],
    }
