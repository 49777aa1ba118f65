"""People without an application after the deadline: their late attempt, and a later deadline for their address."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from shared.domain.activity import Activity, activity
from shared.domain.addresses import same_mailbox
from shared.domain.admission import Sender, extension_end
from shared.domain.application import Extension, application_id
from shared.domain.cycle import Cycle
from shared.domain.errors import DeadlinePassed
from shared.domain.instants import to_iso


@dataclass(frozen=True, slots=True)
class LateAttempt:
    """An attempt to apply after the deadline by someone without an application (`id` is the one it would have had)."""

    id: str
    cycle: str
    email: str = field(repr=False)
    received_at: datetime
    by_seconds: float
    revision: int = 0


@dataclass(frozen=True, slots=True)
class AddressExtension:
    """A later deadline for whoever signs in with this address; an application begun under it carries it on."""

    id: str
    cycle: str
    email: str = field(repr=False)
    extension: Extension
    revision: int = 0


@dataclass(frozen=True, slots=True)
class AddressExtended:
    """The extension as it's to be stored, and its fact, or None when it was granted already."""

    granted: AddressExtension
    fact: Activity | None


def address_extension_id(cycle: str, email: str) -> str:
    """Where an address's extension in a cycle is found; it says nothing about the address."""
    return str(uuid5(NAMESPACE_URL, f"extension/{cycle}/{same_mailbox(email)}"))


def list_late(
    cycle: Cycle, sender: Sender, refusal: DeadlinePassed, received_at: datetime
) -> tuple[LateAttempt, Activity]:
    """Put someone's first late attempt on the late list; nothing of what they sent is kept."""
    seconds = refusal.extra["late_by_seconds"]
    attempt = LateAttempt(application_id(cycle.id, sender.applicant), cycle.id, sender.email, received_at, seconds)
    fact = activity(
        "LateSubmissionRefused",
        attempt.id,
        "v0",
        at=received_at,
        actor="applicant",
        cycle=cycle.id,
        version=0,
        late_by_seconds=seconds,
        had_draft=False,
    )
    return attempt, fact


def extend_address(
    cycle: Cycle, stored: AddressExtension | None, email: str, until: str, reason: str, by: str, now: datetime
) -> AddressExtended:
    """Give someone who has no application yet a later deadline (a wall minute of the cycle's zone)."""
    ends = extension_end(cycle, until, now)
    if stored and (stored.extension.until, stored.extension.reason) == (ends, reason):
        return AddressExtended(stored, None)
    blank = AddressExtension(address_extension_id(cycle.id, email), cycle.id, email, Extension(ends, reason, now, by))
    granted = replace(stored or blank, extension=blank.extension)
    fact = activity(
        "AddressExtended",
        granted.id,
        f"r{granted.revision + 1}",
        at=now,
        actor=by,
        cycle=cycle.id,
        note=reason,
        until=to_iso(ends),
    )
    return AddressExtended(granted, fact)
