"""The reports table: a `report` item per cycle, the newest, and a `groups` item, written once and kept.

The last report of a cycle `stays`; what it counts is deleted after it.

Until it's published, what is counted of self-identification is sealed.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from shared.domain.activity import Activity, activity
from shared.domain.kept import KEPT
from shared.domain.report import Counts
from shared.store import dynamodb as db
from shared.store import sealing
from shared.store.records import to_item, to_record

TABLE = "reports"
_REPORT, _GROUPS = "report", "groups"
_KEPT = KEPT["reports"].span


@dataclass(frozen=True, slots=True)
class Report:
    """The newest report of a cycle; `page` is the next to count, `after` where the one before ended.

    `groups` are the sealed counts of a run that counts them, as long as it's running.
    """

    cycle: str
    run: str
    state: Literal["running", "done"]
    requested_at: datetime
    page: int = 0
    after: str | None = None
    counted: int = 0
    counts: Counts = field(default_factory=dict)
    groups: str | None = field(default=None, repr=False)
    finished_at: datetime | None = None
    stays: bool = False
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Groups:
    """What is published of a cycle's self-identification, counted once: the groups and their numbers, none below 5."""

    cycle: str
    counted_at: datetime
    counts: dict[str, int]


def load(cycle: str) -> Report | None:
    """Read the newest report of a cycle."""
    item = db.get(TABLE, id=cycle, part=_REPORT)
    return to_record(Report, item) if item else None


def write(report: Report) -> db.Write:
    """Write a report over the revision it was read at."""
    expires = None if report.stays else int((report.requested_at + _KEPT).timestamp())
    item = {**to_item(report), "id": report.cycle, "part": _REPORT, "expires_at": expires}
    return db.put(TABLE, item, report.revision)


def load_groups(cycle: str) -> Groups | None:
    """Read what is published of a cycle's self-identification."""
    item = db.get(TABLE, id=cycle, part=_GROUPS)
    return to_record(Groups, item) if item else None


def write_groups(groups: Groups) -> db.Write:
    """Publish counts of groups, which is done once a cycle: StaleWrite after that."""
    return db.put(TABLE, {**to_item(groups), "id": groups.cycle, "part": _GROUPS})


def seal(report: Report, counts: dict[str, int]) -> str:
    """Seal a run's counts of groups."""
    return sealing.seal(_owner(report), counts)


def unseal(report: Report) -> dict[str, int]:
    """Open a run's counts of groups."""
    return sealing.unseal(_owner(report), report.groups) if report.groups else {}


def _owner(report: Report) -> str:
    return f"report/{report.cycle}/{report.run}"


def page_wanted(report: Report, actor: str, now: datetime) -> Activity:
    """The fact that asks for the report's page."""
    return activity(
        "ReportRequested", report.cycle, f"{report.run}.{report.page}", at=now, actor=actor,
        cycle=report.cycle, run=report.run, page=report.page,
    )  # fmt: skip


def finished(report: Report, now: datetime) -> Activity:
    """The fact that every page is counted."""
    return activity(
        "ReportFinished", report.cycle, report.run, at=now, actor="program",
        cycle=report.cycle, run=report.run, counted=report.counted,
    )  # fmt: skip
