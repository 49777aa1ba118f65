"""Both sides of a match: what each sees, and how each responds to a proposal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.domain import match as domain
from shared.domain import pairing
from shared.domain.application import Application, application_id
from shared.domain.check_in import Side
from shared.domain.first_meeting import applicant_person, first_meeting, mentor_person
from shared.domain.match import Match, MatchDict
from shared.domain.mentor import Mentor, mentor_id
from shared.domain.other_side import OtherSide, applicant_side, mentor_side
from shared.domain.sides import side_of
from shared.domain.thread import thread
from shared.runtime.api import Caller
from shared.store import applications, cycles, matches, mentors, pairings
from shared.store.commit import retry_on_conflict


def of_caller(caller: Caller, now: datetime) -> list[MatchDict]:
    """List the caller's matches, as mentor and as applicant, newest first."""
    sides: list[tuple[Match, Side]] = [(match, "mentor") for match in matches.of_mentor(mentor_id(caller.id))]
    for cycle in cycles.load_all():
        sides += [(match, "applicant") for match in matches.of_application(application_id(cycle.id, caller.id))]
    sides.sort(key=lambda pair: pair[0].created_at, reverse=True)
    return [to_response(match, side, now) for match, side in sides]


@retry_on_conflict
def accept(match_id: str, caller: Caller, now: datetime) -> MatchDict:
    """Accept for the caller's side, and show the match."""
    match, application, mentor = pairings.load(match_id)
    side = side_of(match, caller.id)
    accepted = pairing.accept(cycles.require(match.cycle), match, application, mentor, side, now)
    if accepted:
        pairings.save(accepted)
    return to_response(accepted.match if accepted else match, side, now, application, mentor)


def decline(match_id: str, caller: Caller, reason: str, now: datetime) -> MatchDict:
    """Decline for the caller's side, and show the match."""
    stored = matches.load(match_id)
    side = side_of(stored, caller.id)
    return to_response(pairings.close(match_id, lambda match: domain.decline(match, side, reason, now), now), side, now)


def to_response(
    match: Match, side: Side, now: datetime, application: Application | None = None, mentor: Mentor | None = None
) -> MatchDict:
    """Show a match to one side at `now`, with as much of the other as they may know by then."""
    if match.state not in domain.LIVE:
        return _with_thread(match, side, now, match.as_dict(side))
    application = application or applications.load(match.application)
    mentor = mentor or mentors.load(match.mentor)
    submitted = applications.submitted_form(application) if application else None
    body = match.as_dict(side, _other_side(side, application, submitted, mentor))
    if match.confirmed_at and submitted and mentor:
        people = applicant_person(submitted), mentor_person(mentor.form)
        own, other = people if side == "applicant" else people[::-1]
        body["first_meeting"] = first_meeting(own, other, side, match.confirmed_at)
    return _with_thread(match, side, now, body)


def _with_thread(match: Match, side: Side, now: datetime, body: MatchDict) -> MatchDict:
    if match.confirmed_at and (year := thread(cycles.require(match.cycle), match, side, now)):
        body["thread"] = year
    return body


def _other_side(
    side: Side, application: Application | None, submitted: Mapping[str, Any] | None, mentor: Mentor | None
) -> OtherSide | None:
    """The mentor, or the applicant as they introduced themselves when they submitted, whatever they changed since."""
    if side == "applicant":
        return mentor_side(mentor.form, mentor.contact()) if mentor else None
    return applicant_side(submitted, application.contact()) if application and submitted else None
