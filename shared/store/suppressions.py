"""Addresses that get no mail but sign-in codes; a key that follows from the address, never the address."""

from shared.domain.mail_fate import Suppression, address_key
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "suppressions"


def of_address(address: str) -> Suppression | None:
    """Read why an address gets no mail; None when it does."""
    return load(address_key(address))


def load(key: str) -> Suppression | None:
    """Read a suppression by the key of its address."""
    item = db.get(TABLE, id=key)
    return to_record(Suppression, item) if item else None


def write(suppression: Suppression) -> db.Write:
    """Write a new suppression."""
    return db.put(TABLE, to_item(suppression), suppression.revision)


def remove(suppression: Suppression) -> db.Write:
    """Remove a suppression, if it's the one that was read."""
    return {
        "Delete": {
            "TableName": db.table(TABLE),
            "Key": db.encode_item({"id": suppression.id}),
            "ConditionExpression": "revision = :r",
            "ExpressionAttributeValues": {":r": db.encode(suppression.revision)},
        }
    }
