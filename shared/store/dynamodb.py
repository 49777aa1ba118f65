"""DynamoDB as the stores use it: one client, plain values, and writes that happen together or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

from botocore.exceptions import ClientError

from shared.domain.instants import to_iso
from shared.store import aws, tables
from shared.store.settings import from_env

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Item = dict[str, Any]
Write = dict[str, Any]
#: What one record takes: a write, or several where lists and search lead to it.
Writes = Write | list[Write]

_LONGEST_KEY = 1024
#: Reasons to read again and decide again: a condition failed, others were writing, or too much was written at once.
_AGAIN = frozenset(
    {
        "ConditionalCheckFailed",
        "TransactionConflict",
        "ThrottlingError",
        "ProvisionedThroughputExceeded",
        # of the whole transaction
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "TransactionInProgressException",
    }
)


class Contended(Exception):
    """Others kept changing the same record: nothing was written, and the same request can be sent again."""


class StaleWrite(Exception):
    """A condition of a transaction failed: nothing was written. Read again and decide again."""

    def __init__(self, reasons: Sequence[str | None] = ()) -> None:
        super().__init__(str(sorted({reason for reason in reasons if reason and reason != "None"})))
        self._reasons = reasons

    def failed(self, index: int) -> bool:
        """Whether the condition of the write with this index failed."""
        return bool(self._reasons) and self._reasons[index] == "ConditionalCheckFailed"

    @property
    def refused(self) -> bool:
        """Whether a condition failed; otherwise AWS asks for patience, or others were writing."""
        return "ConditionalCheckFailed" in self._reasons


@contextmanager
def where_it_holds() -> Iterator[None]:
    """Pass over a transaction whose condition failed; StaleWrite when nothing was written for another reason."""
    try:
        yield
    except StaleWrite as stale:
        if not stale.refused:
            raise


@cache
def client() -> "DynamoDBClient":
    """Return this process's DynamoDB client, made on first use."""
    dynamodb: DynamoDBClient = aws.client("dynamodb")
    return dynamodb


def pages(operation: Literal["query", "scan"], **arguments: Any) -> Iterable[dict[str, Any]]:
    """Read page by page what an operation finds."""
    found: Iterable[dict[str, Any]] = _paginator(operation).paginate(**arguments)
    return found


@cache
def _paginator(operation: Literal["query", "scan"]) -> Any:
    """Return the client's paginator, made once: botocore makes a class for each."""
    return client().get_paginator(operation)


def table(name: str) -> str:
    """Return the physical name of a table; SettingMissing when the function may not use it."""
    return from_env(tables.setting(name))


def encode(value: Any) -> dict[str, Any]:
    """Write a plain value as a DynamoDB attribute value; instants as ISO text, so that they sort by time."""
    match value:
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": value}
        case int() | float() | Decimal():
            return {"N": str(value)}
        case datetime():
            return {"S": to_iso(value)}
        case date():
            return {"S": value.isoformat()}
        case None:
            return {"NULL": True}
        case set() | frozenset():
            return {"SS": sorted(value)}
        case Mapping():
            return {"M": encode_item(value)}
        case list() | tuple():
            return {"L": [encode(element) for element in value]}
    raise TypeError(f"{type(value).__name__} cannot be stored")


def encode_item(item: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Encode a mapping; what is None or an empty set is left out."""
    return {k: encode(v) for k, v in item.items() if v is not None and v not in (set(), frozenset())}


def decode(attribute: Mapping[str, Any]) -> Any:
    """Read a DynamoDB attribute value back; numbers as int where they are whole, else float."""
    ((kind, value),) = attribute.items()
    match kind:
        case "N":
            return float(value) if any(c in value for c in ".eE") else int(value)
        case "M":
            return decode_item(value)
        case "L":
            return [decode(element) for element in value]
        case "SS":
            return frozenset(value)
        case "NULL":
            return None
    return value


def decode_item(item: Mapping[str, Any]) -> Item:
    """Read an item back as a plain dict."""
    return {name: decode(attribute) for name, attribute in item.items()}


def get(name: str, **key: str) -> Item | None:
    """Read an item, strongly consistent; None when it doesn't exist, or when its key is longer than DynamoDB allows."""
    if any(len(value.encode()) > _LONGEST_KEY for value in key.values()):
        return None
    response = client().get_item(TableName=table(name), Key=encode_item(key), ConsistentRead=True)
    return decode_item(response["Item"]) if "Item" in response else None


def put(name: str, item: Mapping[str, Any], revision: int | None = None) -> Write:
    """Put an item that must not exist (`revision` None or 0) or must be at that revision, as the next revision."""
    write: Write = {"TableName": table(name), "Item": encode_item({**item, "revision": (revision or 0) + 1})}
    if not revision:
        return {"Put": {**write, "ConditionExpression": "attribute_not_exists(id)"}}
    condition = {"ConditionExpression": "revision = :r", "ExpressionAttributeValues": {":r": encode(revision)}}
    return {"Put": {**write, **condition}}


def delete(name: str, **key: str) -> None:
    """Delete an item, if it's there."""
    client().delete_item(TableName=table(name), Key=encode_item(key))


def scan(name: str) -> Iterator[Item]:
    """Read a whole table, strongly consistent."""
    for page in pages("scan", TableName=table(name), ConsistentRead=True):
        yield from (decode_item(item) for item in page["Items"])


def transact(*records: Writes) -> None:
    """Carry out all writes or none; StaleWrite when a condition failed, or AWS asks for patience."""
    writes = [write for record in records for write in (record if isinstance(record, list) else [record])]
    try:
        client().transact_write_items(TransactItems=cast("Any", writes))
    except ClientError as error:
        reasons = [reason.get("Code") for reason in error.response.get("CancellationReasons", [])]
        if not _AGAIN.isdisjoint([*reasons, error.response["Error"]["Code"]]):
            raise StaleWrite(reasons) from None
        raise


def query(
    name: str, index: str | None, values: Mapping[str, str], between: tuple[str, str, str] | None = None, **more: Any
) -> Iterator[Item]:
    """Read every item whose key attributes equal `values`, page by page; `between` two sort keys, both included."""
    if between and between[1] > between[2]:
        return
    names = {f"#{i}": key for i, key in enumerate(values)}
    equal = [f"{alias} = :{alias[1:]}" for alias in names]
    ends = dict(zip((":first", ":last"), map(encode, between[1:]), strict=True)) if between else {}
    arguments: dict[str, Any] = {
        "TableName": table(name),
        "KeyConditionExpression": " AND ".join([*equal, "#sort BETWEEN :first AND :last"] if between else equal),
        "ExpressionAttributeNames": {**names, **({"#sort": between[0]} if between else {})},
        "ExpressionAttributeValues": {f":{i}": encode(value) for i, value in enumerate(values.values())} | ends,
        **({"IndexName": index} if index else {"ConsistentRead": True}),
        **more,
    }
    for page in pages("query", **arguments):
        yield from (decode_item(item) for item in page["Items"])


def count(name: str, id: str) -> int:
    """Count the items under a partition key, without their content."""
    counted = pages(
        "query",
        TableName=table(name),
        KeyConditionExpression="id = :id",
        ExpressionAttributeValues={":id": encode(id)},
        Select="COUNT",
        ConsistentRead=True,
    )
    return sum(page["Count"] for page in counted)


def read_through(name: str, *attributes: str, **equal: str) -> Iterator[Item]:
    """Read these attributes (all if none are named) of the items with these values from the table itself.

    It passes over the whole table, strongly consistent: what an index doesn't show yet is there.
    """
    names = {f"#{i}": attribute for i, attribute in enumerate(dict.fromkeys((*attributes, *equal)))}
    alias = {attribute: short for short, attribute in names.items()}
    arguments: dict[str, Any] = {
        "TableName": table(name),
        "ConsistentRead": True,
        "FilterExpression": " AND ".join(f"{alias[key]} = :{alias[key][1:]}" for key in equal),
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": {f":{alias[key][1:]}": encode(value) for key, value in equal.items()},
        **({"ProjectionExpression": ", ".join(alias[attribute] for attribute in attributes)} if attributes else {}),
    }
    for page in pages("scan", **arguments):
        yield from (decode_item(item) for item in page["Items"])


def batch_get(name: str, keys: Sequence[Mapping[str, str]], *attributes: str) -> Iterator[Item]:
    """Read many items by key, each once, 100 at a time, in no order; keys that DynamoDB leaves over are sent again."""
    unique = [encode_item(dict(key)) for key in dict.fromkeys(tuple(key.items()) for key in keys)]
    names = {f"#{i}": attribute for i, attribute in enumerate(attributes)}
    only = {"ProjectionExpression": ", ".join(names), "ExpressionAttributeNames": names} if names else {}
    for start in range(0, len(unique), 100):
        pending: dict[str, Any] = {table(name): {"Keys": unique[start : start + 100], "ConsistentRead": True, **only}}
        while pending:
            response = client().batch_get_item(RequestItems=pending)
            yield from (decode_item(item) for item in response["Responses"].get(table(name), []))
            pending = response.get("UnprocessedKeys", {})
