"""What the sides of a confirmed match do: say how they are and how it went, or end the match early."""

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.check_in import CheckIn, CheckInForm, Side, needs_staff
from shared.domain.cycle import Cycle
from shared.domain.errors import FieldError, Invalid, NotPossible
from shared.domain.instants import add_months, to_eastern
from shared.domain.match import Match, MatchChange, closed
from shared.domain.moments import survey_ends_at
from shared.domain.survey import Survey, SurveyForm
from shared.domain.task import Task, TaskKind, raised

_RUNNING = frozenset({"confirmed", "in_term"})


class Answered(NamedTuple):
    """The match with an answer, its fact, and the task for staff that it leads to, with the task's own fact.

    `first` unless it changes what the side had said; each answer to whether they're in touch is one of its own.
    """

    match: Match
    fact: Activity
    task: tuple[Task, Activity] | None
    first: bool = True


def answer_check_in(match: Match, side: Side, form: CheckInForm, now: datetime) -> Answered | None:
    """Take one side's answer to a check-in, first or changed; None when it's the same. An early one counts, too."""
    term = match.term if match.state in _RUNNING or match.state == "completed" else None
    if term is None:
        raise NotPossible(f"This match is {match.state}, so it has no check-ins.")
    if form.month not in dict(term.check_ins()):
        months = ", ".join(str(month) for month, _ in term.check_ins())
        raise Invalid("There’s no such check-in.", [FieldError("month", f"Choose one of the months {months}.")])
    own = {answer.month: answer for answer in match.check_ins if answer.side == side}
    if form.month in own and own[form.month].says(form):
        return None
    answer = CheckIn(side, form.month, form.met, form.rating, now, form.note or None)
    others = tuple(each for each in match.check_ins if (each.side, each.month) != (side, form.month))
    after = replace(match, version=match.version + 1, check_ins=(*others, answer))
    fact = _fact("CheckInAnswered", after, side, now, month=form.month, met=form.met, rating=form.rating)
    before = max((month for month in own if month < form.month), default=None)
    if not needs_staff(answer, own[before] if before else None):
        return Answered(after, fact, None, form.month not in own)
    data = {"side": side, "month": form.month, "met": form.met, "rating": form.rating}
    task = _task("check_in", after, f"{side}-{form.month}", now, **data)
    return Answered(after, fact, task, form.month not in own)


def answer_survey(cycle: Cycle, match: Match, side: Side, form: SurveyForm, now: datetime) -> Answered | None:
    """Take one side's answer to the survey, first or changed; None when it's the same, also after its time."""
    own = next((survey for survey in match.surveys if survey.side == side), None)
    if own and own.says(form):
        return None
    if match.state in _RUNNING:
        raise NotPossible("The survey comes once your term is complete.")
    if match.state != "completed" or match.term is None:
        raise NotPossible(f"This match is {match.state}, so it has no survey.")
    ends_at = survey_ends_at(cycle, match.term)
    if now >= ends_at:
        raise NotPossible(f"The time to answer ended {to_eastern(ends_at)}.")
    answer = Survey(side, form.rating, form.recommend, now, form.note or None)
    others = tuple(each for each in match.surveys if each.side != side)
    after = replace(match, version=match.version + 1, surveys=(*others, answer))
    fact = _fact("SurveyAnswered", after, side, now, rating=form.rating, recommend=form.recommend)
    low = _task("survey", after, side, now, side=side, rating=form.rating) if answer.needs_staff else None
    return Answered(after, fact, low, own is None)


def answer_contact(match: Match, side: Side, in_touch: bool, now: datetime) -> Answered | None:
    """Take one side's answer to whether the two are in touch, first or changed; None when it's the same."""
    if match.state not in _RUNNING:
        raise NotPossible(f"This match is {match.state}, so there’s nothing to answer.")
    if match.in_touch.get(side) == in_touch:
        return None
    after = replace(match, version=match.version + 1, in_touch={**match.in_touch, side: in_touch})
    fact = _fact("ContactAnswered", after, side, now, in_touch=in_touch)
    return Answered(after, fact, None if in_touch else _task("no_contact", after, side, now, side=side))


def end(cycle: Cycle, match: Match, side: Side, reason: str, now: datetime) -> Answered | None:
    """End a confirmed match with a reason, which staff read; None when this side has ended it before."""
    if match.state == "ended" and match.closed_by == side:
        return None
    if match.state not in _RUNNING or match.term is None:
        raise NotPossible(f"This match is {match.state}, so it can’t be ended.")
    change: MatchChange = closed("MatchEnded", match, "ended", side, reason, now)
    is_early = now.date() < match.term.shortest_end(cycle.term)
    task = _task("ended_early", change.match, "early", now, side=side) if is_early else None
    return Answered(change.match, change.fact, task)


def end_by_staff(match: Match, by: str, reason: str, now: datetime) -> MatchChange | None:
    """End a confirmed match for both sides, with why; None when the same member of the staff has ended it before."""
    if match.state == "ended" and match.closed_by == by:
        return None
    if match.state not in _RUNNING:
        raise NotPossible(f"This match is {match.state}, so it can’t be ended.")
    change = closed("MatchEnded", match, "ended", by, reason, now)
    return MatchChange(change.match, replace(change.fact, note=reason))


def leaves_time(cycle: Cycle, now: datetime) -> bool:
    """Whether what remains of the cycle's longest term is enough for another match."""
    ends = add_months(cycle.term.starts_on, cycle.term.max_months)
    return add_months(now.date(), cycle.term.min_months) <= ends


def _task(kind: TaskKind, match: Match, once_per: str, now: datetime, **data: Any) -> tuple[Task, Activity]:
    pair = {"application": match.application, "mentor": match.mentor}
    return raised(kind, match.id, once_per, at=now, cycle=match.cycle, **pair, **data)


def _fact(type: ActivityType, match: Match, side: Side, now: datetime, **data: Any) -> Activity:
    pair = {"application": match.application, "mentor": match.mentor}
    return activity(type, match.id, f"v{match.version}", at=now, actor=side, cycle=match.cycle, **pair, **data)
