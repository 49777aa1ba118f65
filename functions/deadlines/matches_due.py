"""What the clock makes due of matches: each step is written with the match that it marks, once."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from shared.domain import match_schedule
from shared.domain.activity import Activity
from shared.domain.cycle import Cycle
from shared.domain.match import LIVE, Match, MatchChange
from shared.domain.pairing import release
from shared.store import cycles, matches, pairings, tasks
from shared.store.commit import commit, retry_on_conflict
from shared.store.dynamodb import StaleWrite


def with_due(now: datetime) -> Iterator[str]:
    """The ids of the matches for which something is due, also of one that can't be read, or whose cycle can't."""
    known: dict[str, Cycle | None] = {}
    completed = matches.list_in("completed", to_respond_since=now - match_schedule.LASTS)
    for match_id, match in chain(matches.list_in(*LIVE), completed):
        if match and match.cycle not in known:
            known[match.cycle] = _readable(match.cycle)
        cycle = known[match.cycle] if match else None
        if match is None or cycle is None or match_schedule.due(cycle, match, now):
            yield match_id


def _readable(cycle_id: str) -> Cycle | None:
    try:
        return cycles.load(cycle_id)
    except ValueError:
        return None


def advance(match_id: str, now: datetime) -> int:
    """Do what is due for a match, in order; return how much that was."""
    count = 0
    while _step(match_id, now):
        count += 1
    return count


@retry_on_conflict
def _step(match_id: str, now: datetime) -> bool:
    """Take the first step that is due; return whether there was one."""
    match = matches.load(match_id)
    step = match_schedule.due(cycles.require(match.cycle), match, now) if match else None
    if match is None or step is None:
        return False
    match, fact, task = match_schedule.take(match, step, now)
    if step.type == "MatchCompleted":
        _complete(match, fact, now)
    else:
        commit(fact, matches.write(match), *([tasks.write(task)] if task else []))
    return True


def _complete(match: Match, fact: Activity, now: datetime) -> None:
    """Free both places after a whole term; StaleWrite when the match changed in the meantime."""
    stored, application, mentor = pairings.load(match.id)
    if stored.revision != match.revision:
        raise StaleWrite
    pairings.save(release(MatchChange(match, fact), application, mentor, now, rematch=False))
