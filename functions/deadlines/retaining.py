"""What of a cycle was kept for long enough: asked for once, after the last report has counted what it needs."""

from collections.abc import Callable, Iterator
from datetime import datetime

from shared.domain import retention
from shared.domain.activity import Activity
from shared.domain.cycle import Cycle
from shared.domain.instants import to_iso
from shared.domain.kept import KEPT
from shared.domain.match import LIVE
from shared.domain.moments import survey_ends_at
from shared.domain.retention import Kind, LastReport, Step
from shared.domain.tombstone import throw_away
from shared.store import activities, application_lists, applications, cycles, matches, reports
from shared.store.commit import commit, retry_on_conflict
from shared.store.reports import Report


def of_cycle(cycle_id: str, now: datetime, announce: Callable[[Activity], bool]) -> int:
    """Ask for the deletion of what is due of a cycle, or for the count that comes before; return how much was asked."""
    cycle, count = cycles.require(cycle_id), 0
    for kind in retention.due(cycle, now):
        fact = retention.slice_wanted(cycle, kind, 0, "", now)
        step = "wait" if activities.load(fact.id) else _step(cycle, kind, now)
        count += announce(fact) if step == "ask" else step == "count"
    return count


@retry_on_conflict
def _step(cycle: Cycle, kind: Kind, now: datetime) -> Step:
    """What was to be done about a kind; the count of the cycle's last report is begun."""
    stored = reports.load(cycle.id)
    last = LastReport(stored.requested_at, stored.state == "done") if stored and stored.stays else None
    step = retention.next_step(cycle, kind, last, _has_pairs(cycle, now), now)
    if step == "count":
        revision = stored.revision if stored else 0
        report = Report(cycle.id, f"last-{to_iso(now)}", "running", now, stays=True, revision=revision)
        commit(reports.page_wanted(report, "program", now), reports.write(report))
    return step


def _has_pairs(cycle: Cycle, now: datetime) -> bool:
    """Whether a pair of the cycle may still say something: it isn't over, or it is and its survey can be answered."""
    if any(match is None or match.cycle == cycle.id for _, match in matches.list_in(*LIVE)):
        return True
    completed = (match for _, match in matches.list_in("completed") if match and match.cycle == cycle.id)
    return any(match.term and now < survey_ends_at(cycle, match.term) for match in completed)


def extended_drafts(cycle_id: str, now: datetime) -> Iterator[str]:
    """The applications with a deadline of their own, once the drafts of their cycle have gone."""
    if cycles.require(cycle_id).accepts_before + KEPT["drafts"].span <= now:
        yield from application_lists.list_extended(cycle_id)


@retry_on_conflict
def of_extended(application: str, now: datetime) -> bool:
    """Throw away a draft that was kept for long enough after its own deadline; return whether it was."""
    stored = applications.load(application)
    if stored is None or not retention.is_forgettable(cycles.require(stored.cycle), stored, now):
        return False
    thrown = throw_away(stored, "program", now)
    commit(thrown.fact, applications.bury(stored, thrown.tombstone))
    return True
