"""People without an application, in the applications table: a `late_attempt` and an `extension` item each.

Both are in the index `by_status` under their part's name, which is no status of an application.
"""

from collections.abc import Iterator

from shared.domain.application import Extension
from shared.domain.newcomers import AddressExtension, LateAttempt, address_extension_id
from shared.store import dynamodb as db
from shared.store.applications import TABLE
from shared.store.records import to_item, to_record

_LATE, _EXTENSION = "late_attempt", "extension"


def load_late(application: str) -> LateAttempt | None:
    """Read a late attempt by the id that its application would have had."""
    item = db.get(TABLE, id=application, part=_LATE)
    return to_record(LateAttempt, item) if item else None


def list_late(cycle: str) -> Iterator[LateAttempt]:
    """Read the late attempts of a cycle, first come first."""
    for row in db.query(TABLE, "by_status", {"cycle_status": f"{cycle}#{_LATE}"}):
        attempt = load_late(row["id"])
        if attempt:
            yield attempt


def write_late(attempt: LateAttempt) -> db.Write:
    """Write a late attempt; only the first is kept."""
    listed = {"part": _LATE, "cycle_status": f"{attempt.cycle}#{_LATE}", "updated_at": attempt.received_at}
    return db.put(TABLE, {**to_item(attempt), **listed}, attempt.revision)


def load_extension(cycle: str, email: str) -> AddressExtension | None:
    """Read the extension that an address was granted in a cycle."""
    return load_granted(address_extension_id(cycle, email))


def load_granted(extension: str) -> AddressExtension | None:
    """Read an extension of an address by its id, as its facts name it."""
    item = db.get(TABLE, id=extension, part=_EXTENSION)
    return to_record(AddressExtension, item) if item else None


def extension_of(cycle: str, email: str) -> Extension | None:
    """The later deadline of an address, if there is one."""
    granted = load_extension(cycle, email)
    return granted.extension if granted else None


def write_extension(granted: AddressExtension) -> db.Write:
    """Write an address's extension over the revision it was read at."""
    at = granted.extension.granted_at
    listed = {"part": _EXTENSION, "cycle_status": f"{granted.cycle}#{_EXTENSION}", "updated_at": at}
    return db.put(TABLE, {**to_item(granted), **listed}, granted.revision)
