"""What the sides of a confirmed match do during its term, as read, decide, commit."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from functions.mentors.responses import to_response
from shared.domain import match_term, pairing
from shared.domain.check_in import CheckInForm, Side
from shared.domain.errors import NotFound
from shared.domain.match import Match, MatchChange, MatchDict
from shared.domain.match_term import Answered
from shared.domain.sides import side_of
from shared.domain.survey import SurveyForm
from shared.runtime.api import Caller
from shared.store import activities, cycles, matches, pairings, tasks
from shared.store.commit import commit, retry_on_conflict
from shared.store.dynamodb import Write

Decide = Callable[[Match, Side], Answered | None]


class Given(NamedTuple):
    """The match as the caller's side sees it, and whether this request said something new."""

    match: MatchDict
    new: bool


def answer_check_in(match_id: str, caller: Caller, form: CheckInForm, now: datetime) -> Given:
    """Answer a check-in for the caller's side; `new` when the month had no answer of theirs."""
    return _answer(match_id, caller, now, lambda match, side: match_term.answer_check_in(match, side, form, now))


def answer_survey(match_id: str, caller: Caller, form: SurveyForm, now: datetime) -> Given:
    """Answer the survey for the caller's side; `new` when there was no answer of theirs."""

    def decide(match: Match, side: Side) -> Answered | None:
        return match_term.answer_survey(cycles.require(match.cycle), match, side, form, now)

    return _answer(match_id, caller, now, decide)


def answer_contact(match_id: str, caller: Caller, in_touch: bool, now: datetime) -> Given:
    """Say for the caller's side whether the two are in touch."""
    return _answer(match_id, caller, now, lambda match, side: match_term.answer_contact(match, side, in_touch, now))


@retry_on_conflict
def _answer(match_id: str, caller: Caller, now: datetime, decide: Decide) -> Given:
    match = matches.load(match_id)
    if match is None:
        raise NotFound("There’s no such match.")
    side = side_of(match, caller.id)
    answered = decide(match, side)
    if answered:
        commit(answered.fact, matches.write(answered.match), *_writes_of(answered))
    return Given(to_response(answered.match if answered else match, side, now), bool(answered and answered.first))


@retry_on_conflict
def end(match_id: str, caller: Caller, reason: str, now: datetime) -> Given:
    """End the match for the caller's side; both places are free, and both come first while there's time for a term."""
    match, application, mentor = pairings.load(match_id)
    side, cycle = side_of(match, caller.id), cycles.require(match.cycle)
    ended = match_term.end(cycle, match, side, reason, now)
    if ended:
        change, rematch = MatchChange(ended.match, ended.fact), match_term.leaves_time(cycle, now)
        pairings.save(pairing.release(change, application, mentor, now, rematch=rematch), *_writes_of(ended))
    return Given(to_response(ended.match if ended else match, side, now), ended is not None)


def _writes_of(answered: Answered) -> list[Write]:
    """The task that an answer leads to with its fact, unless it was raised before."""
    if answered.task is None or tasks.load(answered.task[0].id):
        return []
    task, fact = answered.task
    return [tasks.write(task), activities.write(fact)]
