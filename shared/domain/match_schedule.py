"""What the clock makes due of a match, and when: reminders, the first contact, the term, its check-ins and survey."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple, get_args

from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.check_in import Side
from shared.domain.cycle import Cycle
from shared.domain.match import Match, MatchState
from shared.domain.moments import ENDING, SURVEY, SURVEY_REMINDED, Moment, moments
from shared.domain.task import Task, TaskKind, raised

#: How long before the end of the time to answer the side that hasn't answered is reminded; not in its first day.
REMINDED = (timedelta(days=5), timedelta(days=1))
_FIRST_DAY = timedelta(days=1)
#: How long staff wait for an answer after both were asked whether they are in touch, and after a check-in.
CONTACT_SILENCE, CHECK_IN_SILENCE = timedelta(days=7), timedelta(days=14)
#: How long after its proposal's time to answer a completed match is looked at: time enough for the term to begin
#: within a year, for staff to move its start by another, for a whole term, and for the survey.
LASTS = timedelta(days=3 * 366) + SURVEY
_STATES: dict[ActivityType, MatchState] = {"MatchTermBegan": "in_term", "MatchCompleted": "completed"}


class Step(NamedTuple):
    """One thing due at an instant, once a match by its `key`: a fact, or a task for staff.

    Of a series (the key up to its last hyphen) only the latest that is due counts: after a long outage no one is
    asked about three months at once. From `until` on it isn't due anymore.
    """

    at: datetime
    key: str
    type: ActivityType
    task: TaskKind | None = None
    month: int | None = None
    until: datetime | None = None


class Taken(NamedTuple):
    """The match after a step, and the fact to write with it, with the task that it raises."""

    match: Match
    fact: Activity
    task: Task | None


def due(cycle: Cycle, match: Match, now: datetime) -> Step | None:
    """What is due and not done, the earliest first; None when nothing is, and for a proposal whose time is over."""
    if match.state == "proposed" and now >= match.respond_by:
        return None
    steps = (step for step in _steps(cycle, match) if step.at <= now and (step.until is None or now < step.until))
    latest = {step.key.rpartition("-")[0] or step.key: step for step in steps}
    return min((step for step in latest.values() if step.key not in match.done), default=None)


def take(match: Match, step: Step, now: datetime) -> Taken:
    """Take a step, and mark it as done."""
    done = replace(match, done=match.done | {step.key})
    if state := _STATES.get(step.type):
        done = replace(done, state=state, version=match.version + 1)
    pair = {"application": match.application, "mentor": match.mentor}
    data = pair if step.month is None else {**pair, "month": step.month}
    if step.task:
        task, fact = raised(step.task, match.id, step.key, at=now, cycle=match.cycle, **data)
        return Taken(done, fact, task)
    fact = activity(step.type, match.id, step.key, at=now, actor="program", cycle=match.cycle, **data)
    return Taken(done, fact, None)


def _steps(cycle: Cycle, match: Match) -> Iterator[Step]:
    """Everything that will be due while the match is as it is, in the order of time within each series."""
    if match.state == "proposed":
        for before in REMINDED:
            at = match.respond_by - before
            if at >= match.created_at + _FIRST_DAY:
                yield Step(at, f"respond-{before.days}", "ResponseReminderDue")
    if match.state in ("confirmed", "in_term", "completed") and match.term and match.confirmed_at:
        for moment in moments(cycle, match.confirmed_at, match.term):
            yield from _steps_of(match, moment)


def _steps_of(pair: Match, moment: Moment) -> Iterator[Step]:
    """What a moment of the year makes due while the match is as it is."""
    at, month = moment.at, moment.month
    match moment.kind, pair.state:
        case "contact", "confirmed" | "in_term":
            yield Step(at, "in_touch", "ContactAsked")
            if not pair.in_touch:
                yield Step(at + CONTACT_SILENCE, "silence-0", "TaskRaised", "contact_silence")
        case "begun", "confirmed":
            yield Step(at, "begin", "MatchTermBegan")
        case "check_in", "in_term":
            yield Step(at, f"check_in-{month}", "CheckInDue", month=month)
            if not any(answer.month == month for answer in pair.check_ins):
                yield Step(at + CHECK_IN_SILENCE, f"silence-{month}", "TaskRaised", "check_in_silence", month)
        case "ending", "in_term":
            # A term whose end is moved is announced again; the key names the end.
            yield Step(at, f"ending-{at + ENDING:%Y%m%d}", "TermEnding")
        case "complete", "in_term":
            yield Step(at, "complete", "MatchCompleted")
        case "survey", "completed" if len(pair.surveys) < len(get_args(Side)):
            yield Step(at + SURVEY_REMINDED, "survey", "SurveyReminderDue", until=moment.until)
