"""Both sides of a match: what each sees, and how each responds to a proposal."""

from datetime import datetime

from shared.domain import match as domain
from shared.domain import pairing
from shared.domain.application import Application, application_id
from shared.domain.check_in import Side
from shared.domain.errors import NotFound
from shared.domain.match import Match, MatchDict
from shared.domain.mentor import Mentor, mentor_id
from shared.domain.other_side import OtherSide, applicant_side, mentor_side
from shared.runtime.api import Caller
from shared.store import applications, cycles, matches, mentors, pairings
from shared.store.commit import retry_on_conflict


def of_caller(caller: Caller) -> list[MatchDict]:
    """List the caller's matches, as mentor and as applicant, newest first."""
    sides: list[tuple[Match, Side]] = [(match, "mentor") for match in matches.of_mentor(mentor_id(caller.id))]
    for cycle in cycles.load_all():
        sides += [(match, "applicant") for match in matches.of_application(application_id(cycle.id, caller.id))]
    sides.sort(key=lambda pair: pair[0].created_at, reverse=True)
    return [to_response(match, side) for match, side in sides]


@retry_on_conflict
def accept(match_id: str, caller: Caller, now: datetime) -> MatchDict:
    """Accept for the caller's side, and show the match."""
    match, application, mentor = pairings.load(match_id)
    side = side_of(match, caller)
    accepted = pairing.accept(cycles.require(match.cycle), match, application, mentor, side, now)
    if accepted:
        pairings.save(accepted)
    return to_response(accepted.match if accepted else match, side, application, mentor)


def decline(match_id: str, caller: Caller, reason: str, now: datetime) -> MatchDict:
    """Decline for the caller's side, and show the match."""
    stored = matches.load(match_id)
    if stored is None:
        raise NotFound("There’s no such match.")
    side = side_of(stored, caller)
    return to_response(pairings.close(match_id, lambda match: domain.decline(match, side, reason, now), now), side)


def side_of(match: Match, caller: Caller) -> Side:
    """Which side the caller is; NotFound for other people's matches."""
    if match.mentor == mentor_id(caller.id):
        return "mentor"
    if match.application == application_id(match.cycle, caller.id):
        return "applicant"
    raise NotFound("There’s no such match.")


def to_response(
    match: Match, side: Side, application: Application | None = None, mentor: Mentor | None = None
) -> MatchDict:
    """Show a match to one side, with as much of the other as they may know by now."""
    if match.state not in domain.LIVE:
        return match.as_dict(side)
    if side == "applicant":
        other = mentor or mentors.load(match.mentor)
        return match.as_dict(side, mentor_side(other.form, other.contact()) if other else None)
    return match.as_dict(side, _applicant_side(application or applications.load(match.application)))


def _applicant_side(application: Application | None) -> OtherSide | None:
    """The applicant as they introduced themselves in what they submitted, whatever they changed since."""
    submitted = (
        applications.load_submission(application.id, application.submitted_version or 0) if application else None
    )
    return applicant_side(submitted.form, application.contact()) if application and submitted else None
