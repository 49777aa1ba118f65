"""Changes of address that people asked for; each expires after a day, and a new one replaces it."""

from collections.abc import Mapping

from botocore.exceptions import ClientError

from shared.domain.address_change import TRIES, AddressChange
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "address_changes"


def load(account: str) -> AddressChange | None:
    """Read what an account asked for last."""
    item = db.get(TABLE, id=account)
    return to_record(AddressChange, item) if item else None


def write(change: AddressChange) -> db.Write:
    """Write a change over the revision it was read at."""
    return db.put(TABLE, {**to_item(change), "codes": change.codes}, change.revision)


def count_try(account: str) -> None:
    """Count a try of a code, before it's compared; past the most that are allowed, nothing more is counted."""
    _update(account, "ADD tries :one", "attribute_exists(id) AND tries <= :most", {":one": 1, ":most": TRIES})


def add_code(change: AddressChange, hashed: str) -> bool:
    """Keep the hash of a code that's about to be mailed; False when another request replaced this one."""
    values = {":codes": frozenset({hashed}), ":asked": change.asked}
    return _update(change.id, "ADD codes :codes", "asked = :asked", values)


def _update(account: str, expression: str, condition: str, values: Mapping[str, object]) -> bool:
    try:
        db.client().update_item(
            TableName=db.table(TABLE),
            Key=db.encode_item({"id": account}),
            UpdateExpression=expression,
            ConditionExpression=condition,
            ExpressionAttributeValues=db.encode_item(values),
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return False
    return True
