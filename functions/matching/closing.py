"""A match ends in every way a side leaves: the place is free again, and who stays is first in the next round."""

from datetime import datetime

from shared.domain import match as domain
from shared.domain.activity import Activity
from shared.domain.match import Match
from shared.domain.pairing import IN_POOL
from shared.domain.task import raised
from shared.store import applications, matches, mentors, pairings, tasks
from shared.store.commit import commit
from shared.store.dynamodb import where_it_holds


def applicant_withdrew(withdrawal: Activity, now: datetime) -> None:
    """Close the proposal of an applicant who withdrew, or end their match, even if they have come back since."""
    stored, live = applications.load(withdrawal.subject), _live_match(withdrawal.subject)
    if stored is None or live is None:
        return
    # Back in the pool, they may have another proposal by now.
    if stored.status not in (*IN_POOL, "matched") or live.created_at <= withdrawal.at:
        pairings.close(live.id, lambda current: domain.leave(current, "applicant", now), now)


def verdict_changed(verdict: Activity, now: datetime) -> None:
    """Close the proposal of an applicant who is out of the pool; what both confirmed is a task for staff."""
    stored, live = applications.load(verdict.subject), _live_match(verdict.subject)
    if stored is None or live is None or stored.status not in ("ineligible", "needs_review", "matched"):
        return
    if stored.verdict is None or stored.verdict.outcome == "eligible":
        return
    if live.state == "proposed":
        pairings.close(live.id, lambda current: domain.withdraw(current, "program", now), now)
        return
    about = {"match": live.id, "outcome": stored.verdict.outcome}
    task, fact = raised("match_questioned", stored.id, verdict.id, at=verdict.at, cycle=stored.cycle, **about)
    with where_it_holds():  # raised when this verdict came first
        commit(fact, tasks.write(task))


def mentor_left(mentor: str, now: datetime) -> None:
    """Close the proposals of a mentor who paused or retired; only retirement ends what both confirmed."""
    stored = mentors.load(mentor)
    if stored is None or stored.status not in ("paused", "retired"):
        return
    decide = domain.leave if stored.status == "retired" else domain.withdraw
    for match in sorted(stored.live_matches):
        pairings.close(match, lambda current: decide(current, "mentor", now), now)


def _live_match(application: str) -> Match | None:
    stored = applications.load(application)
    return matches.load(stored.live_match) if stored and stored.live_match else None
