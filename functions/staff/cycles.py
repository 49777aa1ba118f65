"""Cycles as staff write them."""

from datetime import datetime
from typing import Any

from pydantic import ValidationError

from functions.staff.forms import CycleExtensionForm
from shared.domain.activity import Activity, activity
from shared.domain.cycle import Cycle, CycleFacts
from shared.domain.errors import FieldError, Invalid
from shared.domain.instants import to_iso
from shared.domain.model import field_errors
from shared.store import activities
from shared.store import cycles as store
from shared.store import dynamodb as db


def write(cycle_id: str, facts: CycleFacts, by: str, now: datetime) -> tuple[dict[str, Any], bool]:
    """Write a cycle down or change it; return it as shown, and whether it is new."""

    def step() -> tuple[dict[str, Any], bool]:
        stored = store.load(cycle_id)
        revision = stored.revision if stored else 0
        cycle = _cycle(cycle_id, facts, revision)
        if stored != cycle:
            fact = activity("CycleWritten", cycle.id, f"r{revision + 1}", at=now, actor=f"staff:{by}", cycle=cycle.id)
            db.transact(store.write(cycle), activities.write(fact))
        return cycle.as_dict(now), stored is None

    return db.retry_on_conflict(step)


def extend(cycle_id: str, form: CycleExtensionForm, by: str, now: datetime) -> dict[str, Any]:
    """Move the deadline to a later minute; holders of drafts are told."""

    def step() -> dict[str, Any]:
        stored = store.require(cycle_id)
        cycle = _cycle(cycle_id, stored.model_copy(update={"deadline": form.deadline}), stored.revision)
        if cycle.accepts_before == stored.accepts_before:
            return stored.as_dict(now)
        if cycle.accepts_before < stored.accepts_before or cycle.accepts_before <= now:
            later = FieldError("deadline", "Choose a minute after the current deadline and in the future.")
            raise Invalid("The new deadline must be later.", [later])
        db.transact(store.write(cycle), activities.write(_extended(cycle, form.reason, by, now)))
        return cycle.as_dict(now)

    return db.retry_on_conflict(step)


def _extended(cycle: Cycle, reason: str, by: str, now: datetime) -> Activity:
    until = to_iso(cycle.accepts_before)
    once_per, actor = f"r{cycle.revision + 1}", f"staff:{by}"
    return activity(
        "DeadlineExtended", cycle.id, once_per, at=now, actor=actor, cycle=cycle.id, until=until, note=reason
    )


def _cycle(cycle_id: str, facts: CycleFacts, revision: int) -> Cycle:
    if cycle_id == "current":
        raise Invalid("The name `current` is taken: it leads to the cycle that visitors see. Choose another.")
    try:
        known = facts.model_dump(include=set(CycleFacts.model_fields))
        return Cycle(**known, id=cycle_id, revision=revision)
    except ValidationError as error:
        errors = [each for _, each in field_errors(Cycle, error)]
        raise Invalid("Some facts of the cycle need a change; see each field.", errors) from None
