"""Asking an applicant for more: asked, answered, withdrawn. Every step is a pure decision."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.application import Application
from shared.domain.application_transitions import Change
from shared.domain.cycle import Cycle
from shared.domain.errors import FieldError, Invalid, NotFound, NotPossible
from shared.domain.instants import to_iso
from shared.domain.question import Question, open_question
from shared.domain.task import Task, raised

#: How many days an applicant has when staff don't say: to the end of the last one.
DAYS = 7
_MOST = 20


@dataclass(frozen=True, slots=True)
class Answered(Change):
    """An answer that is kept, and the task for staff with its fact; none when nothing changes."""

    task: tuple[Task, Activity] | None = None


def ask(cycle: Cycle, stored: Application, message: str, until: str | None, by: str, now: datetime) -> Change:
    """Ask for more until a wall minute of the cycle's zone, or for a week; it takes the place of an open question."""
    ends, waiting = _end(cycle, until, now), open_question(stored.questions)
    if waiting and waiting.message == message and (until is None or waiting.until == ends) and now < waiting.until:
        return Change(stored, None)
    if stored.submitted_version is None or stored.status in ("draft", "withdrawn", "lapsed"):
        raise NotPossible("Only an applicant whose application is submitted can be asked for more.")
    if len(stored.questions) >= _MOST:
        raise NotPossible(f"This applicant was asked {_MOST} times. Write to them instead.")
    before = (*stored.questions[:-1], replace(waiting, withdrawn_at=now)) if waiting else stored.questions
    question = Question(len(before) + 1, message, now, by, ends)
    after = replace(stored, questions=(*before, question), updated_at=now)
    return Change(after, _fact("QuestionAsked", after, question, now, by, until=to_iso(ends)))


def _end(cycle: Cycle, until: str | None, now: datetime) -> datetime:
    """The first instant at which an answer is late."""
    last_day = now.astimezone(ZoneInfo(cycle.time_zone)) + timedelta(days=DAYS)
    try:
        ends = cycle.last_minute_ends(until or f"{last_day:%Y-%m-%d}T23:59")
    except ValueError as error:
        raise Invalid("This time never comes.", [FieldError("until", f"{error}.")]) from None
    if ends <= now:
        raise Invalid("The applicant needs time to answer.", [FieldError("until", "Choose a time in the future.")])
    return ends


def withdraw_question(stored: Application, by: str, now: datetime) -> Change:
    """Take back the open question; a second time changes nothing."""
    if not stored.questions:
        raise NotFound("This applicant wasn’t asked anything.")
    question = stored.questions[-1]
    if question.state == "withdrawn":
        return Change(stored, None)
    if question.state == "answered":
        raise NotPossible("The applicant has answered this question, so it can’t be withdrawn anymore.")
    withdrawn = replace(question, withdrawn_at=now)
    after = replace(stored, questions=(*stored.questions[:-1], withdrawn), updated_at=now)
    return Change(after, _fact("QuestionWithdrawn", after, withdrawn, now, by))


def answer(stored: Application | None, number: int, message: str, contact: str, received_at: datetime) -> Answered:
    """Keep the answer, also after the close; the same answer again changes nothing."""
    question = next((each for each in stored.questions if each.number == number), None) if stored else None
    if stored is None or question is None:
        raise NotFound("There’s no question to answer.")
    if question.answer == message:
        return Answered(stored, None)
    _still_open(stored, question, contact, received_at)
    answered = replace(question, answer=message, answered_at=received_at)
    after = replace(stored, questions=(*stored.questions[:-1], answered), updated_at=received_at)
    fact = _fact("QuestionAnswered", after, answered, received_at, "applicant")
    task = raised("question_answered", after.id, f"q{number}", at=received_at, cycle=after.cycle, question=number)
    return Answered(after, fact, task)


def _still_open(stored: Application, question: Question, contact: str, received_at: datetime) -> None:
    if question.state == "answered":
        raise NotPossible(f"You’ve answered this question. To add something, write to {contact}.")
    if question.state == "withdrawn":
        raise NotPossible("We don’t need an answer to this question anymore.")
    if stored.status == "withdrawn":
        raise NotPossible("You withdrew your application, so we don’t need an answer anymore.")
    if received_at >= question.until:
        raise NotPossible(f"You could answer until {question.until_et}. Please write to {contact}.")


def _fact(
    type: ActivityType, after: Application, question: Question, at: datetime, actor: str, **data: str
) -> Activity:
    """The texts stay with the application: facts are published, and read by more people."""
    once_per = f"q{question.number}"
    return activity(type, after.id, once_per, at=at, actor=actor, cycle=after.cycle, question=question.number, **data)
