"""People without an application, in the applications table: a `late_attempt` and an `extension` item each.

The late attempts are a list of their own, `newcomer=late`.
"""

from collections.abc import Iterator

from shared.domain.application import Extension
from shared.domain.listing import facet
from shared.domain.newcomers import AddressExtension, LateAttempt, address_extension_id
from shared.store import dynamodb as db
from shared.store import search
from shared.store.applications import TABLE
from shared.store.records import to_item, to_record

_LATE, EXTENSION = "late_attempt", "extension"
LISTED = facet("newcomer", "late")


def load_late(application: str) -> LateAttempt | None:
    """Read a late attempt by the id that its application would have had."""
    item = db.get(TABLE, id=application, part=_LATE)
    return to_record(LateAttempt, item) if item else None


def list_late(cycle: str) -> Iterator[LateAttempt]:
    """Read the late attempts of a cycle, first come first."""
    for entry in search.read(search.listed_under(cycle, LISTED)):
        attempt = load_late(entry.id)
        if attempt:
            yield attempt


def write_late(attempt: LateAttempt) -> list[db.Write]:
    """Write a late attempt; only the first is kept."""
    at, listed = attempt.received_at, frozenset({LISTED})
    entries = search.changes(attempt.cycle, attempt.id, at, frozenset(), listed, at)
    return [db.put(TABLE, {**to_item(attempt), "part": _LATE}, attempt.revision), *entries]


def load_extension(cycle: str, email: str) -> AddressExtension | None:
    """Read the extension that an address was granted in a cycle."""
    return load_granted(address_extension_id(cycle, email))


def load_granted(extension: str) -> AddressExtension | None:
    """Read an extension of an address by its id, as its facts name it."""
    item = db.get(TABLE, id=extension, part=EXTENSION)
    return to_record(AddressExtension, item) if item else None


def extension_of(cycle: str, email: str) -> Extension | None:
    """The later deadline of an address, if there is one."""
    granted = load_extension(cycle, email)
    return granted.extension if granted else None


def write_extension(granted: AddressExtension) -> db.Write:
    """Write an address's extension over the revision it was read at."""
    return db.put(TABLE, {**to_item(granted), "part": EXTENSION}, granted.revision)
