"""Cycles as staff write them."""

from datetime import datetime

from pydantic import ValidationError

from functions.staff.forms import CycleExtensionForm
from shared.domain.activity import Activity, activity
from shared.domain.cycle import Cycle, CycleDict, CycleFacts
from shared.domain.errors import FieldError, Invalid
from shared.domain.instants import to_iso
from shared.domain.model import field_errors
from shared.store import cycles as store
from shared.store.commit import commit, retry_on_conflict


@retry_on_conflict
def write(cycle_id: str, facts: CycleFacts, by: str, now: datetime) -> tuple[CycleDict, bool]:
    """Create or change a cycle; return it for the response, and whether it is new."""
    stored = store.load(cycle_id)
    revision = stored.revision if stored else 0
    cycle = _cycle(cycle_id, facts, revision)
    if stored != cycle:
        fact = activity("CycleWritten", cycle.id, f"r{revision + 1}", at=now, actor=f"staff:{by}", cycle=cycle.id)
        commit(fact, store.write(cycle))
    return cycle.as_dict(now), stored is None


@retry_on_conflict
def extend(cycle_id: str, form: CycleExtensionForm, by: str, now: datetime) -> CycleDict:
    """Move the deadline to a later minute; applicants with drafts get a mail."""
    stored = store.require(cycle_id)
    cycle = _cycle(cycle_id, stored.model_copy(update={"deadline": form.deadline}), stored.revision)
    if cycle.accepts_before == stored.accepts_before:
        return stored.as_dict(now)
    if cycle.accepts_before < stored.accepts_before or cycle.accepts_before <= now:
        later = FieldError("deadline", "Choose a minute after the current deadline and in the future.")
        raise Invalid("The new deadline must be later.", [later])
    commit(_extended(cycle, form.reason, by, now), store.write(cycle))
    return cycle.as_dict(now)


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
        fields = facts.model_dump(include=set(CycleFacts.model_fields))
        return Cycle(**fields, id=cycle_id, revision=revision)
    except ValidationError as error:
        wrong = [field for _, field in field_errors(Cycle, error)]
        raise Invalid("Some facts of the cycle need a change; see each field.", wrong) from None
