"""What a match does to its two sides: their places are held and freed together with it."""

from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain import match as matches
from shared.domain.activity import Activity
from shared.domain.application import Application
from shared.domain.check_in import Side
from shared.domain.cycle import Cycle
from shared.domain.errors import MatchClosed
from shared.domain.match import Match, MatchChange
from shared.domain.mentor import Mentor

IN_POOL = frozenset({"eligible", "unmatched"})


@dataclass(frozen=True, slots=True)
class Pairing:
    """A match with both of its sides as they are stored together, and the fact that made them so."""

    match: Match
    application: Application
    mentor: Mentor
    fact: Activity


def in_pool(application: Application) -> bool:
    """Whether the application takes part in the next round."""
    return application.status in IN_POOL and application.live_match is None


def propose(
    cycle: Cycle, number: int, application: Application, mentor: Mentor, reasons: dict[str, list[str]], now: datetime
) -> Pairing | None:
    """Propose a pair and hold its places; None when one side is no longer free."""
    if not in_pool(application) or mentor.open_places == 0:
        return None
    change = matches.propose(cycle, number, application.id, mentor.id, reasons, now)
    return Pairing(
        change.match,
        replace(application, live_match=change.match.id, updated_at=now),
        replace(mentor, live_matches=mentor.live_matches | {change.match.id}),
        change.fact,
    )


def accept(
    cycle: Cycle, match: Match, application: Application, mentor: Mentor, side: Side, now: datetime
) -> Pairing | None:
    """Accept for one side; the second acceptance makes the applicant matched and takes the mentor's place for good."""
    change = matches.accept(cycle, match, side, now, rematched=application.rematched)
    if change is None:
        return None
    if not _both_available(match, application, mentor):
        raise MatchClosed("The other side is no longer available. You’ll be part of the next round.", state="withdrawn")
    if change.match.state != "confirmed":
        return Pairing(change.match, application, mentor, change.fact)
    if len(mentor.taken) >= mentor.capacity:
        raise MatchClosed("The mentor has no open place. Program staff will write to you.", state="proposed")
    taken = replace(mentor, taken=mentor.taken | {match.id})
    return Pairing(change.match, replace(application, status="matched", updated_at=now), taken, change.fact)


def _both_available(match: Match, application: Application, mentor: Mentor) -> bool:
    """Whether neither side left since the proposal; a match that is to be closed for that may still be open."""
    held = application.live_match == match.id and match.id in mentor.live_matches
    return held and application.status in IN_POOL and mentor.status == "active"


def release(
    change: MatchChange, application: Application, mentor: Mentor, now: datetime, *, rematch: bool = True
) -> Pairing:
    """Give both places back after a match was closed or ended.

    The applicant goes into the next round with priority, after an early end for what remains of the cycle's term;
    without a `rematch` they stay matched, as after a whole term.
    """
    match = change.match
    freed = application
    if application.live_match == match.id:
        verdict = application.verdict.outcome if application.verdict else "eligible"
        status = verdict if application.status == "matched" and rematch else application.status
        again = application.rematched or (rematch and match.state == "ended")
        freed = replace(
            application, status=status, live_match=None, carried_over=rematch, rematched=again, updated_at=now
        )
    return Pairing(
        match,
        freed,
        replace(mentor, live_matches=mentor.live_matches - {match.id}, taken=mentor.taken - {match.id}),
        change.fact,
    )
