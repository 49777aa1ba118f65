"""Both sides of a match: what each sees, and how each responds to a proposal."""

from datetime import datetime

from shared.domain import match as domain
from shared.domain import pairing
from shared.domain.application import Application, application_id
from shared.domain.errors import NotFound
from shared.domain.match import Match, MatchDict, Side
from shared.domain.mentor import Mentor, mentor_id
from shared.runtime.api import Caller
from shared.store import applications, cycles, matches, mentors, pairings
from shared.store.commit import retry_on_conflict


def of_caller(caller: Caller) -> list[MatchDict]:
    """List the caller's matches, as mentor and as applicant, newest first."""
    sides: list[tuple[Match, Side]] = [(match, "mentor") for match in matches.of_mentor(mentor_id(caller.id))]
    for cycle in cycles.load_all():
        sides += [(match, "applicant") for match in matches.of_application(application_id(cycle.id, caller.id))]
    sides.sort(key=lambda pair: pair[0].created_at, reverse=True)
    return [_to_response(match, side) for match, side in sides]


@retry_on_conflict
def accept(match_id: str, caller: Caller, now: datetime) -> MatchDict:
    """Accept for the caller's side, and show the match."""
    match, application, mentor = pairings.load(match_id)
    side = _side(match, caller)
    accepted = pairing.accept(cycles.require(match.cycle), match, application, mentor, side, now)
    if accepted:
        pairings.save(accepted)
    return _to_response(accepted.match if accepted else match, side, application, mentor)


def decline(match_id: str, caller: Caller, reason: str, now: datetime) -> MatchDict:
    """Decline for the caller's side, and show the match."""
    stored = matches.load(match_id)
    if stored is None:
        raise NotFound("There's no such match.")
    side = _side(stored, caller)
    return _to_response(pairings.close(match_id, lambda match: domain.decline(match, side, reason, now), now), side)


def _side(match: Match, caller: Caller) -> Side:
    """Which side the caller is; NotFound for other people's matches."""
    if match.mentor == mentor_id(caller.id):
        return "mentor"
    if match.application == application_id(match.cycle, caller.id):
        return "applicant"
    raise NotFound("There's no such match.")


def _to_response(
    match: Match, side: Side, application: Application | None = None, mentor: Mentor | None = None
) -> MatchDict:
    """Show a match to one side; the other side's contact only once it is confirmed."""
    if match.confirmed_at is None or match.state not in domain.LIVE:
        return match.as_dict(side)
    other: Mentor | Application | None
    if side == "applicant":
        other = mentor or mentors.load(match.mentor)
    else:
        other = application or applications.load(match.application)
    return match.as_dict(side, other.contact() if other else None)
