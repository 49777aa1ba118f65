"""What the clock makes due of a match, and when: reminders to answer, the first contact, the term and its check-ins."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.cycle import Cycle
from shared.domain.match import Match, MatchState
from shared.domain.task import Task, TaskKind, raised
from shared.domain.term import MatchTerm

#: How long before the end of the time to answer the side that hasn't answered is reminded; not in its first day.
REMINDED = (timedelta(days=5), timedelta(days=1))
_FIRST_DAY = timedelta(days=1)
#: How long after the confirmation both are asked whether they are in touch, and then how long staff wait.
IN_TOUCH, CONTACT_SILENCE = timedelta(days=10), timedelta(days=7)
#: How long staff wait for a check-in, and how long before its end a term's end is announced.
CHECK_IN_SILENCE, ENDING = timedelta(days=14), timedelta(days=14)
# When what falls on a day is due on that day, where the cycle is.
_MORNING = time(9)
_STATES: dict[ActivityType, MatchState] = {"MatchTermBegan": "in_term", "MatchCompleted": "completed"}


class Step(NamedTuple):
    """One thing due at an instant, once a match by its `key`: a fact, or a task for staff.

    Of a series (the key up to its last hyphen) only the latest that is due counts: after a long outage no one is
    asked about three months at once.
    """

    at: datetime
    key: str
    type: ActivityType
    task: TaskKind | None = None
    month: int | None = None


class Taken(NamedTuple):
    """The match after a step, and the fact to write with it, with the task that it raises."""

    match: Match
    fact: Activity
    task: Task | None


def due(cycle: Cycle, match: Match, now: datetime) -> Step | None:
    """What is due and not done, the earliest first; None when nothing is, and for a proposal whose time is over."""
    if match.state == "proposed" and now >= match.respond_by:
        return None
    latest = {step.key.rpartition("-")[0] or step.key: step for step in _steps(cycle, match) if step.at <= now}
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
    if match.state in ("confirmed", "in_term") and match.term and match.confirmed_at:
        yield from _contact(match, match.confirmed_at)
        yield from _term(match, match.term, ZoneInfo(cycle.time_zone))


def _contact(match: Match, confirmed_at: datetime) -> Iterator[Step]:
    yield Step(confirmed_at + IN_TOUCH, "in_touch", "ContactAsked")
    if not match.in_touch:
        yield Step(confirmed_at + IN_TOUCH + CONTACT_SILENCE, "silence-0", "TaskRaised", "contact_silence")


def _term(match: Match, term: MatchTerm, zone: ZoneInfo) -> Iterator[Step]:
    def morning(day: date) -> datetime:
        return datetime.combine(day, _MORNING, zone)

    if match.state == "confirmed":
        yield Step(morning(term.starts_on), "begin", "MatchTermBegan")
        return
    for month, day in term.check_ins():
        yield Step(morning(day), f"check_in-{month}", "CheckInDue", month=month)
        if not any(answer.month == month for answer in match.check_ins):
            at = morning(day + CHECK_IN_SILENCE)
            yield Step(at, f"silence-{month}", "TaskRaised", "check_in_silence", month)
    yield Step(morning(term.ends_on - ENDING), "ending", "TermEnding")
    yield Step(morning(term.ends_on), "complete", "MatchCompleted")
