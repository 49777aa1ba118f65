"""The activity table: audit trail, outbox and trigger. `commit` writes a fact together with its record."""

from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

from shared.domain.activity import Activity
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "activity"


def write(fact: Activity) -> db.Write:
    """Write a fact once; writing it again fails the transaction."""
    return db.put(TABLE, {**to_item(fact), "day": f"{fact.at.astimezone(UTC):%Y-%m-%d}"})


def read(item: Mapping[str, Any]) -> Activity:
    """Make a fact from an item of the table or of its stream."""
    return to_record(Activity, item)


def publish(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored fact as it leaves the table: without the note, which may name a person; KeyError for no fact.

    Its type isn't looked at: after a rollback, the table has facts whose types only a later version knows.
    """
    required = {name: item[name] for name in ("id", "type", "subject", "at", "actor")}
    return {**required, **{name: item[name] for name in ("cycle", "data") if name in item}}


def load(activity_id: str) -> Activity | None:
    """Read a fact."""
    item = db.get(TABLE, id=activity_id)
    return read(item) if item else None


def of_subject(subject: str) -> Iterator[Activity]:
    """Read the history of an application, mentor, match or cycle, oldest first."""
    return (read(item) for item in db.query(TABLE, "by_subject", {"subject": subject}))
