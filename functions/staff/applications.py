"""Applications as staff work with them: lists, one whole, verdicts, extensions and the fenced view."""

import itertools
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pydantic_core import from_json, to_json

from functions.staff.cvs import materials_of
from functions.staff.forms import ExtensionForm, VerdictForm
from shared.domain import application_transitions as transitions
from shared.domain.activity import Activity, activity
from shared.domain.application import STATUSES, Application
from shared.domain.cycle import Cycle
from shared.domain.errors import FieldError, Invalid, NotFound
from shared.domain.instants import to_eastern, to_iso
from shared.store import activities, cycles, self_identification
from shared.store import applications as store
from shared.store import dynamodb as db
from shared.store.applications import Row


def page(wanted: dict[str, str], cursor: str, limit: int) -> dict[str, Any]:
    """Give one page of a cycle's applications, and the cursor of the next."""
    if not wanted["cycle"]:
        raise Invalid("Choose a cycle.", [FieldError("cycle", "Enter the cycle's id, such as 2024-25.")])
    if wanted["status"] and wanted["status"] not in STATUSES:
        raise Invalid("There's no such status.", [FieldError("status", f"Choose one of: {', '.join(STATUSES)}.")])
    too_long = [FieldError(name, "Enter at most 200 characters.") for name, value in wanted.items() if len(value) > 200]
    if too_long:
        raise Invalid("This is too long to find anything.", too_long)
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
        raise Invalid("We don't know this cursor.", [FieldError("cursor", "Use `next_cursor` from the page before.")])
    status, updated_at, application = told
    return Row(application, "", status, 0, updated_at)


def whole(application: str, now: datetime) -> dict[str, Any]:
    """Give one application with its verdicts, its CV and what happened to it."""
    return _shown(_require(application), now)


def overrule(application: str, form: VerdictForm, by: str, now: datetime) -> dict[str, Any]:
    """Put staff's verdict in the place of the rules'."""

    def decide(stored: Application, cycle: Cycle) -> transitions.Change:
        return transitions.overrule(stored, form.outcome, form.reason, cycle.eligibility_policy, f"staff:{by}", now)

    return _change(application, decide, now)


def extend(application: str, form: ExtensionForm, by: str, now: datetime) -> dict[str, Any]:
    """Give one person a deadline of their own."""
    return _change(
        application,
        lambda stored, cycle: transitions.extend(cycle, stored, form.until, form.reason, f"staff:{by}", now),
        now,
    )


def read_self_identification(application: str, reason: str, by: str, request_id: str, now: datetime) -> dict[str, Any]:
    """Show what was chosen in the submitted version; that somebody looked is written down before it is shown."""
    if len(reason.strip()) < 3 or len(reason) > 2000:
        raise Invalid(
            "Give a reason for looking.", [FieldError("reason", "Enter the reason in ?reason=, 3 to 2,000 characters.")]
        )
    stored = _require(application)
    actor = f"staff:{by}"
    fact = activity(
        "SelfIdentificationRead", stored.id, request_id, at=now, actor=actor, cycle=stored.cycle, note=reason
    )
    db.transact(activities.write(fact))
    found = self_identification.submitted(application)
    if found is None:
        raise NotFound("Nothing has been submitted yet.")
    return {"id": stored.id, "version": found.version, "self_identification": found.answer}


def _change(
    application: str, decide: Callable[[Application, Cycle], transitions.Change], now: datetime
) -> dict[str, Any]:
    def step() -> dict[str, Any]:
        stored = _require(application)
        change = decide(stored, cycles.require(stored.cycle))
        if change.fact:
            db.transact(store.write(change.application), activities.write(change.fact))
        return _shown(change.application, now)

    return db.retry_on_conflict(step)


def _require(application: str) -> Application:
    stored = store.load(application)
    if stored is None:
        raise NotFound("There's no such application.")
    return stored


def _shown(stored: Application, now: datetime) -> dict[str, Any]:
    return {
        **stored.as_dict(),
        "materials": materials_of(stored, now),
        "email": stored.email,
        "verdicts": [verdict.as_dict() for verdict in stored.verdicts],
        "late": stored.late
        and {"received_at": to_iso(stored.late.received_at), "late_by_seconds": stored.late.by_seconds},
        "carried_over": stored.carried_over,
        "activity": [_shown_fact(fact) for fact in activities.of_subject(stored.id)],
    }


def _shown_fact(fact: Activity) -> dict[str, Any]:
    return {
        "id": fact.id,
        "type": fact.type,
        "at": to_iso(fact.at),
        "at_et": to_eastern(fact.at),
        "actor": fact.actor,
        "data": fact.data,
        **({"note": fact.note} if fact.note else {}),
    }
