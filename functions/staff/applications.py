"""Applications as staff work with them: lists, one whole, verdicts, extensions and the fenced view."""

import itertools
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from pydantic_core import from_json, to_json
from typing_extensions import TypedDict

from functions.staff.cvs import materials_of
from functions.staff.forms import ExtensionForm, VerdictForm
from shared.domain import application_transitions as transitions
from shared.domain.activity import ActivityDict, activity
from shared.domain.application import STATUSES, Application, ApplicationDict, LateDict, VerdictDict
from shared.domain.cycle import Cycle
from shared.domain.errors import FieldError, Invalid, NotFound
from shared.domain.form import Form, SelfIdentification
from shared.domain.model import documented_as
from shared.store import activities, cycles, self_identification
from shared.store import applications as store
from shared.store import dynamodb as db
from shared.store.applications import ApplicationRowDict, Row


class ApplicationPageDict(TypedDict):
    """One page of a list of applications, and the cursor of the next."""

    items: list[ApplicationRowDict]
    next_cursor: str | None


class StaffApplicationDict(ApplicationDict):
    """An application as staff see it, with its verdicts and what happened to it."""

    email: str
    verdicts: list[VerdictDict]
    late: LateDict | None
    carried_over: bool
    activity: list[ActivityDict]


class SubmittedSelfIdentificationDict(TypedDict):
    """What was chosen in the submitted version."""

    id: str
    version: int
    self_identification: Annotated[Form, documented_as(SelfIdentification)]


def page(wanted: dict[str, str], cursor: str, limit: int) -> ApplicationPageDict:
    """Give one page of a cycle's applications, and the cursor of the next."""
    if not wanted["cycle"]:
        raise Invalid("Say which cycle.", [FieldError("cycle", "Give the cycle's id, such as 2024-25.")])
    if wanted["status"] and wanted["status"] not in STATUSES:
        raise Invalid("There is no such status.", [FieldError("status", f"Choose one of: {', '.join(STATUSES)}.")])
    too_long = [FieldError(name, "Give at most 200 characters.") for name, value in wanted.items() if len(value) > 200]
    if too_long:
        raise Invalid("This is longer than anything it could find.", too_long)
    rows = store.list_rows(wanted["cycle"], wanted["status"] or None, wanted["school"] or None, _after(cursor))
    words = wanted["q"].casefold()
    found = (row for row in rows if words in f"{row.applicant_name} {row.school} {row.id}".casefold())
    items = list(itertools.islice(found, limit + 1))
    more = len(items) > limit
    return {
        "items": [row.as_dict() for row in items[:limit]],
        "next_cursor": _cursor(items[limit - 1]) if more else None,
    }


def _cursor(row: Row) -> str:
    return urlsafe_b64encode(to_json([row.status, row.updated_at, row.id])).decode()


def _after(cursor: str) -> Row | None:
    if not cursor:
        return None
    try:
        told = from_json(urlsafe_b64decode(cursor.encode()))
    except ValueError:
        told = None
    if not (isinstance(told, list) and len(told) == 3 and all(isinstance(t, str) and 0 < len(t) < 100 for t in told)):
        raise Invalid("The cursor is not one of ours.", [FieldError("cursor", "Use `next_cursor` as given.")])
    status, updated_at, application = told
    return Row(application, "", status, 0, updated_at)


def whole(application: str, now: datetime) -> StaffApplicationDict:
    """Give one application with its verdicts, its CV and what happened to it."""
    return _shown(_require(application), now)


def overrule(application: str, form: VerdictForm, by: str, now: datetime) -> StaffApplicationDict:
    """Put staff's verdict in the place of the rules'."""

    def decide(stored: Application, cycle: Cycle) -> transitions.Change:
        return transitions.overrule(stored, form.outcome, form.reason, cycle.eligibility_policy, f"staff:{by}", now)

    return _change(application, decide, now)


def extend(application: str, form: ExtensionForm, by: str, now: datetime) -> StaffApplicationDict:
    """Give one person a deadline of their own."""
    return _change(
        application,
        lambda stored, cycle: transitions.extend(cycle, stored, form.until, form.reason, f"staff:{by}", now),
        now,
    )


def read_self_identification(
    application: str, reason: str, by: str, request_id: str, now: datetime
) -> SubmittedSelfIdentificationDict:
    """Show what was chosen in the submitted version; that somebody looked is written down before it is shown."""
    if len(reason.strip()) < 3 or len(reason) > 2000:
        raise Invalid(
            "Say why you look.", [FieldError("reason", "Give the reason in ?reason=, 3 to 2,000 characters.")]
        )
    stored = _require(application)
    actor = f"staff:{by}"
    fact = activity(
        "SelfIdentificationRead", stored.id, request_id, at=now, actor=actor, cycle=stored.cycle, note=reason
    )
    db.transact(activities.write(fact))
    found = self_identification.submitted(application)
    if found is None:
        raise NotFound("Nothing was submitted yet.")
    return {"id": stored.id, "version": found.version, "self_identification": found.answer}


def _change(
    application: str, decide: Callable[[Application, Cycle], transitions.Change], now: datetime
) -> StaffApplicationDict:
    def step() -> StaffApplicationDict:
        stored = _require(application)
        change = decide(stored, cycles.require(stored.cycle))
        if change.fact:
            db.transact(store.write(change.application), activities.write(change.fact))
        return _shown(change.application, now)

    return db.retry_on_conflict(step)


def _require(application: str) -> Application:
    stored = store.load(application)
    if stored is None:
        raise NotFound("There is no such application.")
    return stored


def _shown(stored: Application, now: datetime) -> StaffApplicationDict:
    return {
        **stored.as_dict(),
        "materials": materials_of(stored, now),
        "email": stored.email,
        "verdicts": [verdict.as_dict() for verdict in stored.verdicts],
        "late": stored.late.as_dict() if stored.late else None,
        "carried_over": stored.carried_over,
        "activity": [fact.as_dict() for fact in activities.of_subject(stored.id)],
    }
