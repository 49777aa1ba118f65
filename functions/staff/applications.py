"""Applications as staff work with them: details, verdicts, extensions and self-identification."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from typing_extensions import TypedDict

from functions.staff.actors import actors_of, names_of
from functions.staff.cvs import materials_of
from functions.staff.forms import ExtensionForm, QuestionForm, VerdictForm
from functions.staff.mailboxes import mailbox
from functions.staff.preconditions import Seen, decide_on
from shared.domain import application_transitions as transitions
from shared.domain import question_transitions
from shared.domain.activity import activity
from shared.domain.application import Application
from shared.domain.errors import FieldError, Invalid, NotFound
from shared.domain.form import Form, SelfIdentification
from shared.domain.model import documented_as
from shared.domain.staff_application import StaffApplicationDict
from shared.store import activities, cycles, matches, mentors, self_identification
from shared.store import applications as store
from shared.store.commit import commit, commit_request, retry_on_conflict

Shown = tuple[StaffApplicationDict, int]


class SubmittedSelfIdentificationDict(TypedDict):
    """What was chosen in the submitted version."""

    id: str
    version: int
    self_identification: Annotated[Form, documented_as(SelfIdentification)]


def whole(application: str, now: datetime) -> Shown:
    """Give an application with its verdicts, its CV and its history, and its revision."""
    stored = require(application)
    return _to_response(stored, now), stored.revision


@retry_on_conflict
def overrule(application: str, form: VerdictForm, by: str, seen: Seen, now: datetime) -> Shown:
    """Replace the rules' verdict with staff's."""
    stored = require(application)
    policy, actor = cycles.require(stored.cycle).eligibility_policy, f"staff:{by}"
    decide = lambda: transitions.overrule(stored, form.outcome, form.reason, policy, actor, now)  # noqa: E731
    return _save(stored, seen, decide, now)


@retry_on_conflict
def extend(application: str, form: ExtensionForm, by: str, seen: Seen, now: datetime) -> Shown:
    """Give one applicant a later deadline."""
    stored = require(application)
    cycle, actor = cycles.require(stored.cycle), f"staff:{by}"
    decide = lambda: transitions.extend(cycle, stored, form.until, form.reason, actor, now)  # noqa: E731
    return _save(stored, seen, decide, now)


@retry_on_conflict
def ask(application: str, form: QuestionForm, by: str, seen: Seen, now: datetime) -> Shown:
    """Ask the applicant for more."""
    stored = require(application)
    cycle, actor = cycles.require(stored.cycle), f"staff:{by}"
    decide = lambda: question_transitions.ask(cycle, stored, form.message, form.until, actor, now)  # noqa: E731
    return _save(stored, seen, decide, now)


@retry_on_conflict
def withdraw_question(application: str, by: str, seen: Seen, now: datetime) -> Shown:
    """Take back the question that waits for an answer."""
    stored = require(application)
    decide = lambda: question_transitions.withdraw_question(stored, f"staff:{by}", now)  # noqa: E731
    return _save(stored, seen, decide, now)


def _save(stored: Application, seen: Seen, decide: Callable[[], transitions.Change], now: datetime) -> Shown:
    change = decide_on(seen, stored.revision, lambda: _to_response(stored, now), decide)
    if change.fact:
        commit(change.fact, store.write(change.application))
    return _to_response(change.application, now), stored.revision + (1 if change.fact else 0)


@retry_on_conflict
def read_self_identification(
    application: str, reason: str, by: str, request_id: str, now: datetime
) -> SubmittedSelfIdentificationDict:
    """Show the choices of the submitted version; who reads them, and why, is recorded first."""
    if len(reason.strip()) < 3 or len(reason) > 2000:
        raise Invalid(
            "Give a reason for looking.", [FieldError("reason", "Enter the reason in ?reason=, 3 to 2,000 characters.")]
        )
    stored = require(application)
    actor = f"staff:{by}"
    commit_request(
        activity("SelfIdentificationRead", stored.id, request_id, at=now, actor=actor, cycle=stored.cycle, note=reason)
    )
    submitted = self_identification.submitted(application)
    if submitted is None:
        raise NotFound("Nothing has been submitted yet.")
    return {"id": stored.id, "version": submitted.version, "self_identification": submitted.answer}


def require(application: str) -> Application:
    """Read an application; NotFound when there is none."""
    stored = store.load(application)
    if stored is None:
        raise NotFound("There’s no such application.")
    return stored


def _to_response(stored: Application, now: datetime) -> StaffApplicationDict:
    history = [fact.as_dict() for fact in activities.of_subject(stored.id)]
    verdicts = [verdict.as_staff_dict() for verdict in stored.verdicts]
    asked = [question.as_staff_dict() for question in stored.questions]
    matched = matches.of_application(stored.id)
    closers = (match.closed_by or "" for match in matched)
    actors = (*actors_of(history), *(it["actor"] for it in verdicts), *(it["asked_by"] for it in asked), *closers)
    mentored = mentors.load_many({match.mentor for match in matched})
    return {
        **stored.as_dict(),
        "materials": materials_of(stored, now),
        "email": stored.email,
        "verdicts": verdicts,
        "late": stored.late.as_dict() if stored.late else None,
        "asked": asked,
        "carried_over": stored.carried_over,
        "mailbox": mailbox(stored.id, stored.email),
        "matches": [match.as_dict(None) for match in matched],
        "mentors": {mentor.id: mentor.name for mentor in mentored.values()},
        "activity": history,
        "actors": names_of(actors),
    }
