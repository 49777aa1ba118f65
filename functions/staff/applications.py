"""Applications as staff work with them: details, verdicts, extensions and self-identification."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from typing_extensions import TypedDict

from functions.staff.cvs import materials_of
from functions.staff.forms import ExtensionForm, VerdictForm
from functions.staff.preconditions import Seen, decide_on
from shared.domain import application_transitions as transitions
from shared.domain.activity import activity
from shared.domain.application import Application
from shared.domain.errors import FieldError, Invalid, NotFound
from shared.domain.form import Form, SelfIdentification
from shared.domain.model import documented_as
from shared.domain.staff_application import StaffApplicationDict
from shared.store import activities, cycles, self_identification
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
    stored = _require(application)
    return _to_response(stored, now), stored.revision


@retry_on_conflict
def overrule(application: str, form: VerdictForm, by: str, seen: Seen, now: datetime) -> Shown:
    """Replace the rules' verdict with staff's."""
    stored = _require(application)
    policy, actor = cycles.require(stored.cycle).eligibility_policy, f"staff:{by}"
    decide = lambda: transitions.overrule(stored, form.outcome, form.reason, policy, actor, now)  # noqa: E731
    return _save(stored, seen, decide, now)


@retry_on_conflict
def extend(application: str, form: ExtensionForm, by: str, seen: Seen, now: datetime) -> Shown:
    """Give one applicant a later deadline."""
    stored = _require(application)
    cycle, actor = cycles.require(stored.cycle), f"staff:{by}"
    decide = lambda: transitions.extend(cycle, stored, form.until, form.reason, actor, now)  # noqa: E731
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
    stored = _require(application)
    actor = f"staff:{by}"
    commit_request(
        activity("SelfIdentificationRead", stored.id, request_id, at=now, actor=actor, cycle=stored.cycle, note=reason)
    )
    submitted = self_identification.submitted(application)
    if submitted is None:
        raise NotFound("Nothing has been submitted yet.")
    return {"id": stored.id, "version": submitted.version, "self_identification": submitted.answer}


def _require(application: str) -> Application:
    stored = store.load(application)
    if stored is None:
        raise NotFound("There’s no such application.")
    return stored


def _to_response(stored: Application, now: datetime) -> StaffApplicationDict:
    return {
        **stored.as_dict(),
        "materials": materials_of(stored, now),
        "email": stored.email,
        "verdicts": [verdict.as_dict() for verdict in stored.verdicts],
        "late": stored.late.as_dict() if stored.late else None,
        "carried_over": stored.carried_over,
        "activity": [fact.as_dict() for fact in activities.of_subject(stored.id)],
    }
