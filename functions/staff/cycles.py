"""Cycles as staff write them."""

from datetime import datetime
from typing import Annotated, Any, NamedTuple, get_args

from pydantic import ValidationError
from typing_extensions import TypedDict

from functions.staff.forms import CycleExtensionForm, CycleForm
from functions.staff.preconditions import Seen, decide_on
from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.cycle import Cycle, CycleDict, CycleFacts, MatchingPolicy
from shared.domain.eligibility import POLICIES
from shared.domain.errors import FieldError, Invalid, StaleVersion
from shared.domain.instants import to_iso
from shared.domain.model import documented_as, field_errors
from shared.store import application_lists
from shared.store import cycles as store
from shared.store.commit import commit, retry_on_conflict


class Change(NamedTuple):
    """A cycle as decided, and the fact to write with it, or None when nothing changes."""

    cycle: Cycle
    fact: Activity | None


class ListedCycleDict(CycleDict):
    """A cycle with its revision, which is its ETag, and its facts as they're written."""

    revision: int
    facts: Annotated[dict[str, Any], documented_as(CycleFacts)]


class CycleListDict(TypedDict):
    """All cycles, the one that opens last first."""

    items: list[ListedCycleDict]


class PoliciesDict(TypedDict):
    """The policies that a cycle can have, by version, the newest last."""

    eligibility: list[str]
    matching: list[str]


class DraftsDict(TypedDict):
    """How many applications a moved deadline is mailed to: drafts, and when it comes later lapsed ones too."""

    draft: int
    lapsed: int


def policies() -> PoliciesDict:
    """Give the policies that a cycle can have."""
    return {"eligibility": [*POLICIES], "matching": [*get_args(MatchingPolicy)]}


def drafts(cycle: str) -> DraftsDict:
    """Count the drafts of a cycle."""
    store.require(cycle)
    count = application_lists.count_with_status
    return {"draft": count(cycle, "draft"), "lapsed": count(cycle, "lapsed")}


def listing(now: datetime) -> list[ListedCycleDict]:
    """List all cycles, the one that opens last first."""
    newest_first = sorted(store.load_all(), key=lambda cycle: (cycle.opens_at, cycle.id), reverse=True)
    return [listed(cycle, now) for cycle in newest_first]


def listed(cycle: Cycle, now: datetime) -> ListedCycleDict:
    """Give a cycle as lists show it."""
    facts = cycle.model_dump(mode="json", include=set(CycleFacts.model_fields))
    return {**cycle.as_dict(now), "revision": cycle.revision, "facts": facts}


@retry_on_conflict
def write(cycle_id: str, form: CycleForm, by: str, seen: Seen, now: datetime) -> tuple[Cycle, bool]:
    """Create or change a cycle; return it as stored, and whether it is new."""
    stored = store.load(cycle_id)
    cycle = _cycle(cycle_id, form, stored.revision if stored else 0)
    if stored is None:
        if seen is not None:
            raise StaleVersion("There’s no such cycle anymore. Send it without If-Match to create it.", current=None)
        return _save(Change(cycle, _fact("CycleWritten", cycle, form.reason, by, now))), True
    if stored == cycle:
        return stored, False
    decide = lambda: _changed(stored, cycle, form.reason, by, now)  # noqa: E731
    return _save(decide_on(seen, stored.revision, lambda: stored.as_dict(now), decide)), False


@retry_on_conflict
def extend(cycle_id: str, form: CycleExtensionForm, by: str, seen: Seen, now: datetime) -> Cycle:
    """Move the deadline to a later minute; applicants with drafts get a mail."""
    stored = store.require(cycle_id)
    return _save(
        decide_on(seen, stored.revision, lambda: stored.as_dict(now), lambda: _extended(stored, form, by, now))
    )


def _extended(stored: Cycle, form: CycleExtensionForm, by: str, now: datetime) -> Change:
    cycle = _cycle(stored.id, stored.model_copy(update={"deadline": form.deadline}), stored.revision)
    if cycle.accepts_before == stored.accepts_before:
        return Change(stored, None)
    if cycle.accepts_before < stored.accepts_before or cycle.accepts_before <= now:
        later = FieldError("deadline", "Choose a minute after the current deadline and in the future.")
        raise Invalid("The new deadline must be later.", [later])
    return _moved(stored, cycle, form.reason, by, now)


def _changed(stored: Cycle, cycle: Cycle, reason: str | None, by: str, now: datetime) -> Change:
    """The cycle as written; moving its deadline is an extension or a shortening, which needs a reason.

    A deadline that is past before and after gives no one time and takes none.
    """
    is_moved = cycle.accepts_before != stored.accepts_before
    if not is_moved or stored.accepts_before < cycle.accepts_before <= now:
        return Change(cycle, _fact("CycleWritten", cycle, reason, by, now))
    if not reason:
        why = FieldError("reason", "People rely on the current deadline. To move it, enter a reason.")
        raise Invalid("This would move the deadline, and applicants with drafts would get a mail.", [why])
    return _moved(stored, cycle, reason, by, now)


def _moved(stored: Cycle, cycle: Cycle, reason: str, by: str, now: datetime) -> Change:
    """A later or earlier deadline for everyone; applicants with drafts get a mail."""
    until, was = to_iso(cycle.accepts_before), to_iso(stored.accepts_before)
    if cycle.accepts_before > stored.accepts_before:
        return Change(cycle, _fact("DeadlineExtended", cycle, reason, by, now, until=until))
    return Change(cycle, _fact("DeadlineShortened", cycle, reason, by, now, until=until, was=was))


def _save(change: Change) -> Cycle:
    """Commit a change; return the cycle as stored then."""
    if change.fact is None:
        return change.cycle
    commit(change.fact, store.write(change.cycle))
    return change.cycle.model_copy(update={"revision": change.cycle.revision + 1})


def _fact(type: ActivityType, cycle: Cycle, reason: str | None, by: str, now: datetime, **data: str) -> Activity:
    once_per, actor = f"r{cycle.revision + 1}", f"staff:{by}"
    return activity(type, cycle.id, once_per, at=now, actor=actor, cycle=cycle.id, note=reason, **data)


def _cycle(cycle_id: str, facts: CycleFacts, revision: int) -> Cycle:
    if cycle_id == "current":
        raise Invalid("The name `current` is taken: it leads to the cycle that visitors see. Choose another.")
    try:
        fields = facts.model_dump(include=set(CycleFacts.model_fields))
        return Cycle(**fields, id=cycle_id, revision=revision)
    except ValidationError as error:
        wrong = [field for _, field in field_errors(Cycle, error)]
        raise Invalid("Some facts of the cycle need a change; see each field.", wrong) from None
