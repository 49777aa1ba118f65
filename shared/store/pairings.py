"""A match with its two sides, read and written together."""

from collections.abc import Callable
from datetime import datetime

from shared.domain.application import Application
from shared.domain.errors import NotFound
from shared.domain.match import Match, MatchChange
from shared.domain.mentor import Mentor
from shared.domain.pairing import Pairing, release
from shared.store import activities, applications, matches, mentors
from shared.store import dynamodb as db

Sides = tuple[Match, Application, Mentor]


def load(match_id: str) -> Sides:
    """Read a match and both sides as they stood at one moment; NotFound when there is none."""
    return db.retry_on_conflict(lambda: _read_together(match_id))


def _read_together(match_id: str) -> Sides:
    match = matches.load(match_id)
    application = applications.load(match.application) if match else None
    mentor = mentors.load(match.mentor) if match else None
    if match is None or application is None or mentor is None:
        raise NotFound("There's no such match.")
    # Every step of a match writes all three, so they belong together unless the match moved on while they were read.
    if matches.load(match_id) != match:
        raise db.StaleWrite(match_id)
    return match, application, mentor


def save(pairing: Pairing) -> None:
    """Write all three and the fact, or none; StaleWrite when one was changed meanwhile."""
    db.transact(
        matches.write(pairing.match),
        applications.write(pairing.application),
        mentors.write(pairing.mentor),
        activities.write(pairing.fact),
    )


def close(match_id: str, decide: Callable[[Match], MatchChange | None], now: datetime) -> Match:
    """Close a match as `decide` says and free both sides; what is closed already stays as it is."""

    def step() -> Match:
        match, application, mentor = load(match_id)
        change = decide(match)
        if change is None:
            return match
        save(release(change, application, mentor, now))
        return change.match

    return db.retry_on_conflict(step)
