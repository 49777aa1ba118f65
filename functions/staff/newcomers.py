"""Whoever came late to a cycle, with an application or without, and a later deadline for an address."""

from datetime import datetime

from typing_extensions import TypedDict

from functions.staff.forms import AddressExtensionForm
from shared.domain import newcomers as domain
from shared.domain.application import Application, Extension, ExtensionDict, Late
from shared.domain.instants import to_iso
from shared.domain.newcomers import LateAttempt
from shared.store import application_lists, applications, cycles
from shared.store import newcomers as store
from shared.store.commit import commit, retry_on_conflict


class LateAttemptDict(TypedDict):
    """An attempt that was refused as late; `application` is the id that a newcomer's application will have.

    `extended_until` is their own later deadline, and `submitted` whether they submitted after the attempt.
    """

    application: str
    name: str
    email: str
    received_at: str
    late_by_seconds: float
    had_draft: bool
    extended_until: str | None
    submitted: bool


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
    found = [_of_application(a, a.late) for a in with_drafts.values() if a.late]
    newcomers = [attempt for attempt in store.list_late(cycle) if attempt.id not in with_drafts]
    since = applications.load_many(newcomer.id for newcomer in newcomers)
    found += [_of_newcomer(each, since.get(each.id)) for each in newcomers]
    return sorted(found, key=lambda row: (row["received_at"], row["application"]))


def _of_application(applicant: Application, late: Late) -> LateAttemptDict:
    return {
        "application": applicant.id,
        "name": applicant.name,
        "email": applicant.email,
        "received_at": to_iso(late.received_at),
        "late_by_seconds": late.by_seconds,
        "had_draft": True,
        "extended_until": _until(applicant.extension),
        "submitted": bool(applicant.receipt and applicant.receipt.received_at > late.received_at),
    }


def _of_newcomer(attempt: LateAttempt, since: Application | None) -> LateAttemptDict:
    """A newcomer may have applied since, once their address had a later deadline."""
    return {
        "application": attempt.id,
        "name": since.name if since else "",
        "email": attempt.email,
        "received_at": to_iso(attempt.received_at),
        "late_by_seconds": attempt.by_seconds,
        "had_draft": False,
        "extended_until": _until(since.extension if since else store.extension_of(attempt.cycle, attempt.email)),
        "submitted": bool(since and since.receipt),
    }


def _until(extension: Extension | None) -> str | None:
    return to_iso(extension.until) if extension else None


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
