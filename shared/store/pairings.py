"""A match with its two sides, read and written together."""

from collections.abc import Callable
from datetime import datetime

from shared.domain.application import Application
from shared.domain.errors import NotFound
from shared.domain.match import Match, MatchChange
from shared.domain.mentor import Mentor
from shared.domain.pairing import Pairing, release
from shared.store import applications, matches, mentors
from shared.store.commit import commit, retry_on_conflict
from shared.store.dynamodb import StaleWrite, Write

Sides = tuple[Match, Application, Mentor]


@retry_on_conflict
def load(match_id: str) -> Sides:
    """Read a match and both sides as they were at the same moment; NotFound when there is no such match."""
    match = matches.load(match_id)
    application = applications.load(match.application) if match else None
    mentor = mentors.load(match.mentor) if match else None
    if match is None or application is None or mentor is None:
        raise NotFound("There’s no such match.")
    # Every step of a match writes all three, so they belong together unless the match changed while they were read.
    if matches.load(match_id) != match:
        raise StaleWrite
    return match, application, mentor


def save(pairing: Pairing, *more: Write) -> None:
    """Write all three, the fact and what goes with it, or none; StaleWrite when any changed in the meantime."""
    commit(
        pairing.fact,
        matches.write(pairing.match),
        applications.write(pairing.application),
        mentors.write(pairing.mentor),
        *more,
    )


@retry_on_conflict
def close(match_id: str, decide: Callable[[Match], MatchChange | None], now: datetime) -> Match:
    """Close a match as `decide` says and free both sides; a match that is closed stays as it is."""
    match, application, mentor = load(match_id)
    change = decide(match)
    if change is None:
        return match
    save(release(change, application, mentor, now))
    return change.match
