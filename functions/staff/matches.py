"""Staff look at one match, move the dates of its term, and end it, as read, decide, commit."""

from datetime import datetime
from typing import NamedTuple

from functions.staff.preconditions import Seen, decide_on
from shared.domain import match_dates, match_term, pairing
from shared.domain.activity import Activity
from shared.domain.errors import NotFound
from shared.domain.match import Match, MatchChange
from shared.domain.term import MatchTerm
from shared.store import cycles, matches, pairings
from shared.store.commit import commit, retry_on_conflict


def require(match_id: str) -> Match:
    """Read a match; NotFound when there is none."""
    match = matches.load(match_id)
    if match is None:
        raise NotFound("There’s no such match.")
    return match


class _Decided(NamedTuple):
    match: Match
    fact: Activity | None


@retry_on_conflict
def move_term(match_id: str, seen: Seen, term: MatchTerm, reason: str, by: str, now: datetime) -> Match:
    """Move the dates of a match that was seen at this version; the same dates again change nothing."""
    match = require(match_id)

    def decide() -> _Decided:
        change = match_dates.move_term(cycles.require(match.cycle), match, term, reason, by, now)
        return _Decided(change.match, change.fact) if change else _Decided(match, None)

    moved = decide_on(seen, match.version, lambda: match.as_dict(None), decide)
    if moved.fact:
        commit(moved.fact, matches.write(moved.match))
    return moved.match


@retry_on_conflict
def end(match_id: str, seen: Seen, reason: str, by: str, now: datetime) -> Match:
    """End a match that was seen at this version: both sides are free, and first in a round that leaves time."""
    match, application, mentor = pairings.load(match_id)

    def decide() -> _Decided:
        change = match_term.end_by_staff(match, by, reason, now)
        return _Decided(change.match, change.fact) if change else _Decided(match, None)

    ended, fact = decide_on(seen, match.version, lambda: match.as_dict(None), decide)
    if fact:
        rematch = match_term.leaves_time(cycles.require(match.cycle), now)
        pairings.save(pairing.release(MatchChange(ended, fact), application, mentor, now, rematch=rematch))
    return ended
