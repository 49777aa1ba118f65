"""Staff look at one match, and move the dates of its term, as read, decide, commit."""

from datetime import datetime
from typing import NamedTuple

from functions.staff.preconditions import Seen, decide_on
from shared.domain import match_dates
from shared.domain.activity import Activity
from shared.domain.errors import NotFound
from shared.domain.match import Match
from shared.domain.term import MatchTerm
from shared.store import cycles, matches
from shared.store.commit import commit, retry_on_conflict


def require(match_id: str) -> Match:
    """Read a match; NotFound when there is none."""
    match = matches.load(match_id)
    if match is None:
        raise NotFound("There’s no such match.")
    return match


class _Moved(NamedTuple):
    match: Match
    fact: Activity | None


@retry_on_conflict
def move_term(match_id: str, seen: Seen, term: MatchTerm, reason: str, by: str, now: datetime) -> Match:
    """Move the dates of a match that was seen at this version; the same dates again change nothing."""
    match = require(match_id)

    def decide() -> _Moved:
        change = match_dates.move_term(cycles.require(match.cycle), match, term, reason, by, now)
        return _Moved(change.match, change.fact) if change else _Moved(match, None)

    moved = decide_on(seen, match.version, lambda: match.as_dict(None), decide)
    if moved.fact:
        commit(moved.fact, matches.write(moved.match))
    return moved.match
