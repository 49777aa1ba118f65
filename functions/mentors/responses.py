"""Both sides of a match: what each sees, and how each answers a proposal."""

from datetime import datetime
from typing import Any

from shared.domain import match as domain
from shared.domain import pairing
from shared.domain.application import Application, application_id
from shared.domain.errors import NotFound
from shared.domain.match import Match, Side
from shared.domain.mentor import Mentor, mentor_id
from shared.runtime.api import Caller
from shared.store import applications, cycles, matches, mentors, pairings
from shared.store import dynamodb as db


def of_caller(caller: Caller) -> list[dict[str, Any]]:
    """List the caller's matches, as mentor and as applicant, newest first."""
    found = [(match, "mentor") for match in matches.of_mentor(mentor_id(caller.id))]
    for cycle in cycles.load_all():
        found += [(match, "applicant") for match in matches.of_application(application_id(cycle.id, caller.id))]
    found.sort(key=lambda pair: pair[0].created_at, reverse=True)
    return [_to_response(match, "mentor" if side == "mentor" else "applicant") for match, side in found]


def accept(match_id: str, caller: Caller, now: datetime) -> dict[str, Any]:
    """Accept for the caller's side, and tell how the match stands now."""

    def step() -> dict[str, Any]:
        match, application, mentor = pairings.load(match_id)
        side = _side(match, caller)
        accepted = pairing.accept(cycles.require(match.cycle), match, application, mentor, side, now)
        if accepted is None:
            return _to_response(match, side, application, mentor)
        pairings.save(accepted)
        return _to_response(accepted.match, side, application, mentor)

    return db.retry_on_conflict(step)


def decline(match_id: str, caller: Caller, reason: str, now: datetime) -> dict[str, Any]:
    """Decline for the caller's side, and tell how the match stands now."""
    found = matches.load(match_id)
    if found is None:
        raise NotFound("There's no such match.")
    side = _side(found, caller)
    return _to_response(pairings.close(match_id, lambda match: domain.decline(match, side, reason, now), now), side)


def _side(match: Match, caller: Caller) -> Side:
    """Which side the caller is; NotFound for anybody else's match."""
    if match.mentor == mentor_id(caller.id):
        return "mentor"
    if match.application == application_id(match.cycle, caller.id):
        return "applicant"
    raise NotFound("There's no such match.")


def _to_response(
    match: Match, side: Side, application: Application | None = None, mentor: Mentor | None = None
) -> dict[str, Any]:
    """Show a match to one side; the other side's contact only once it is confirmed."""
    if match.confirmed_at is None or match.state not in domain.LIVE:
        return match.as_dict(side)
    other: Mentor | Application | None
    if side == "applicant":
        other = mentor or mentors.load(match.mentor)
    else:
        other = application or applications.load(match.application)
    return match.as_dict(side, other.contact() if other else None)
