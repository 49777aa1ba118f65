"""Erasures that are under way; what one knows of its person goes with it."""

from dataclasses import replace

from shared.domain.erasure import Erasure
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "erasures"


def load(erasure: str) -> Erasure | None:
    """Read an erasure that isn't finished."""
    item = db.get(TABLE, id=erasure)
    return to_record(Erasure, item) if item else None


def write(erasure: Erasure) -> db.Write:
    """Write an erasure over the revision it was read at."""
    return db.put(TABLE, to_item(erasure), erasure.revision)


def save_progress(erasure: Erasure) -> Erasure:
    """Write how far an erasure is, which is no fact; StaleWrite when someone else went on with it."""
    db.transact(write(erasure))
    return replace(erasure, revision=erasure.revision + 1)


def remove(erasure: Erasure) -> db.Write:
    """Remove an erasure that is finished."""
    return {"Delete": {"TableName": db.table(TABLE), "Key": db.encode_item({"id": erasure.id})}}
