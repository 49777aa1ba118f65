"""Extensions that we propose: whom our own failures touched near the deadline, unless something made up for it."""

from collections.abc import Iterator
from datetime import datetime

from typing_extensions import TypedDict

from shared.domain import failed_attempts as domain
from shared.domain.activity import Activity
from shared.domain.application import Application
from shared.domain.cycle import Cycle
from shared.domain.failed_attempts import NEAR, Touched
from shared.domain.instants import to_eastern, to_iso
from shared.runtime import accounts
from shared.store import applications, cycles, newcomers, trail
from shared.store.trail import Wanted

_PAGES = 5


class ProposedExtensionDict(TypedDict):
    """Someone to extend, with the reason to give; `revision` is None where they have no application yet."""

    application: str
    name: str
    email: str
    attempts: int
    last_failed_at: str
    last_failed_at_et: str
    reason: str
    revision: int | None


class ProposalsDict(TypedDict):
    """Whom to extend, first failed last, and until which minute of the wall."""

    items: list[ProposedExtensionDict]
    until: str


def listing(cycle_id: str, now: datetime) -> ProposalsDict:
    """List who is owed an extension, from the newest thousands of failed attempts."""
    cycle = cycles.require(cycle_id)
    touched = domain.touched_by(_failed(cycle, now))
    stored = applications.load_many(touched)
    rows = [row for it in touched.values() if (row := _proposed(cycle, it, stored.get(it.application)))]
    rows.sort(key=lambda row: (row["last_failed_at"], row["application"]), reverse=True)
    return {"items": rows, "until": domain.proposed_until(cycle, now)}


def _failed(cycle: Cycle, now: datetime) -> Iterator[Activity]:
    wanted, after = Wanted(cycle.accepts_before - NEAR, now, cycle.id, type="AttemptFailed"), None
    for _ in range(_PAGES):
        facts, after = trail.page(wanted, after, 1000)
        yield from facts
        if after is None:
            return


def _proposed(cycle: Cycle, touched: Touched, stored: Application | None) -> ProposedExtensionDict | None:
    """The row of someone who is owed an extension; None for anyone else, and for whoever is gone."""
    if stored:
        is_owed = domain.is_owed(cycle, touched, stored, None)
        return _row(touched, stored.name, stored.email, stored.revision) if is_owed else None
    email = accounts.address_of(touched.account)
    granted = newcomers.extension_of(cycle.id, email) if email else None
    if email is None or not domain.is_owed(cycle, touched, None, granted):
        return None
    return _row(touched, "", email, None)


def _row(touched: Touched, name: str, email: str, revision: int | None) -> ProposedExtensionDict:
    return {
        "application": touched.application,
        "name": name,
        "email": email,
        "attempts": touched.attempts,
        "last_failed_at": to_iso(touched.last_at),
        "last_failed_at_et": to_eastern(touched.last_at),
        "reason": touched.reason,
        "revision": revision,
    }
