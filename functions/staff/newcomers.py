"""Whoever came late to a cycle, with an application or without, and a later deadline for an address."""

from datetime import datetime

from typing_extensions import TypedDict

from functions.staff.forms import AddressExtensionForm
from shared.domain import newcomers as domain
from shared.domain.application import ExtensionDict
from shared.domain.instants import to_iso
from shared.store import application_lists, applications, cycles
from shared.store import newcomers as store
from shared.store.commit import commit, retry_on_conflict


class LateAttemptDict(TypedDict):
    """An attempt that was refused as late; `application` is the id that a newcomer's application will have."""

    application: str
    name: str
    email: str
    received_at: str
    late_by_seconds: float
    had_draft: bool


class LateListDict(TypedDict):
    """The late attempts of a cycle, first come first."""

    items: list[LateAttemptDict]


class AddressExtensionDict(ExtensionDict):
    """A later deadline for whoever signs in with this address."""

    email: str
    cycle: str


def late_list(cycle_id: str) -> list[LateAttemptDict]:
    """List who came late to a cycle, those without an application among them."""
    cycle = cycles.require(cycle_id).id
    with_drafts = applications.load_many(application_lists.list_late(cycle))
    found: list[LateAttemptDict] = [
        _row(a.id, a.name, a.email, a.late.received_at, a.late.by_seconds, had_draft=True)
        for a in with_drafts.values()
        if a.late
    ]
    newcomers = (attempt for attempt in store.list_late(cycle) if attempt.id not in with_drafts)
    found += [_row(n.id, "", n.email, n.received_at, n.by_seconds, had_draft=False) for n in newcomers]
    return sorted(found, key=lambda row: (row["received_at"], row["application"]))


def _row(
    application: str, name: str, email: str, received_at: datetime, by_seconds: float, *, had_draft: bool
) -> LateAttemptDict:
    return {
        "application": application,
        "name": name,
        "email": email,
        "received_at": to_iso(received_at),
        "late_by_seconds": by_seconds,
        "had_draft": had_draft,
    }


@retry_on_conflict
def extend(cycle_id: str, form: AddressExtensionForm, by: str, now: datetime) -> tuple[AddressExtensionDict, bool]:
    """Give someone without an application a later deadline; return it, and whether it is their first."""
    cycle = cycles.require(cycle_id)
    stored = store.load_extension(cycle.id, form.email)
    change = domain.extend_address(cycle, stored, form.email, form.until, form.reason, f"staff:{by}", now)
    if change.fact:
        commit(change.fact, store.write_extension(change.granted))
    granted = change.granted
    return {"cycle": granted.cycle, "email": granted.email, **granted.extension.as_dict()}, stored is None
