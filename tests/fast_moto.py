"""moto without what takes most of its time: making tables for each test, naming and sizing values, and copying.

Items that are stored never change in place, so whoever asks for a copy of one, or of a table, may share them.
DynamoDB's limit on the size of an item isn't kept.
"""

import copy
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from botocore import xform_name
from moto.core import serialize
from moto.core.base_backend import BackendDict
from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models import table as tables
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table
from moto.dynamodb.models.utilities import dynamo_to_dict
from moto.dynamodb.responses import DynamoHandler

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_ACCOUNT, _REGION = "123456789012", "us-east-1"
_empty_tables: dict[str, Table] = {}
_update_item, _project, _size = DynamoDBBackend.update_item, Item.project, Item.size
_query, _less, _equal = Table.query, DynamoType.__lt__, DynamoType.__eq__


class AttributeValueSerializer(serialize.JSONSerializer):
    """Writes stored values as they are; every other part of an answer goes moto's usual way."""

    def _serialize_type_structure(self, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name == "AttributeValue":
            self._default_serialize(serialized, wire_format(value), shape, key)
        else:
            super()._serialize_type_structure(serialized, value, shape, key)


def wire_format(value: Any) -> dict[str, Any]:
    """Return a value as DynamoDB sends it, such as `{"S": "text"}`."""
    ((kind, content),) = ((value.type, value.value),) if isinstance(value, DynamoType) else value.items()
    if kind == "M":
        return {kind: {name: wire_format(member) for name, member in content.items()}}
    return {kind: [wire_format(member) for member in content] if kind == "L" else content}


class Copies:
    """What moto copies with: items are shared, and a table's copy holds the same items."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        """Copy what may change, and share the rest."""
        if isinstance(value, Table):
            table = copy.copy(value)
            table.items = items_of(value)
            return table
        if isinstance(value, list) and all(isinstance(each, Item) for each in value):
            return list(value)
        return value if isinstance(value, Item) else copy.deepcopy(value)

    copy = staticmethod(copy.copy)


def items_of(table: Table) -> Any:
    """The items of a table as they are now, by key; they stay so whatever becomes of the table."""
    held = {key: dict(value) if isinstance(value, dict) else value for key, value in table.items.items()}
    return defaultdict(dict, held)


def _update_a_copy(backend: DynamoDBBackend, table_name: str, key: dict[str, Any], *more: Any, **named: Any) -> Item:
    """Update an item as moto does, in place, but in a copy that takes its place."""
    table = backend.get_table(table_name)
    hash_key, range_key = backend.get_keys_value(table, key)
    if range_key is None and hash_key in table.items:
        table.items[hash_key] = copy.deepcopy(table.items[hash_key])
    elif range_key in table.items.get(hash_key, {}):
        table.items[hash_key][range_key] = copy.deepcopy(table.items[hash_key][range_key])
    return _update_item(backend, table_name, key, *more, **named)


def _projected(item: Item, paths: list[list[str]]) -> Item:
    """An item with these attributes alone."""
    if any(len(path) > 1 or "[" in path[0] for path in paths):
        return _project(item, paths)
    projected = Item(item.hash_key, item.range_key, {})
    names = dict.fromkeys(name for (name,) in paths)
    dict.update(projected.attrs, {name: item.attrs[name] for name in names if name in item.attrs})
    return projected


def _size_once(item: Item) -> int:
    """The size of a stored item, which stays the same."""
    if not hasattr(item, "size_once"):
        item.size_once = _size(item)  # type: ignore[attr-defined]
    return int(item.size_once)  # type: ignore[attr-defined]


def _query_one_partition(table: Table, hash_key: DynamoType | None, *arguments: Any, **named: Any) -> Any:
    """Query a table without sorting what isn't asked for; `arguments[6]` names an index."""
    if hash_key is None or arguments[6:7] != (None,) or table.range_key_attr is None:
        return _query(table, hash_key, *arguments, **named)
    partition = copy.copy(table)
    partition.items = {hash_key: table.items.get(hash_key, {})}  # type: ignore[assignment]
    return _query(partition, hash_key, *arguments, **named)


def _is_less(one: DynamoType, other: DynamoType) -> bool:
    return bool(one.value < other.value) if one.type == other.type == "S" else _less(one, other)


def _is_equal(one: DynamoType, other: DynamoType) -> bool:
    return bool(one.type == other.type and one.value == other.value) if one.type == "S" else _equal(one, other)


def use() -> None:
    """Let moto answer DynamoDB's calls with this serializer, and without work that no one needs."""
    serialize.SERVICE_SPECIFIC_SERIALIZERS["dynamodb"] = {"json": AttributeValueSerializer}
    for module in (models, tables):
        module.copy = Copies  # type: ignore[attr-defined]
    DynamoDBBackend.update_item = _update_a_copy  # type: ignore[method-assign,assignment]
    Item.project, Item.size = _projected, _size_once  # type: ignore[method-assign,assignment]
    DynamoType.to_regular_json = wire_format  # type: ignore[method-assign,assignment]
    Table.query = _query_one_partition  # type: ignore[method-assign,assignment]
    DynamoType.__lt__, DynamoType.__eq__ = _is_less, _is_equal  # type: ignore[method-assign]
    LimitedSizeDict.__setitem__ = dict.__setitem__  # type: ignore[method-assign]


def empty_account(client: "DynamoDBClient", definitions: list[dict[str, Any]]) -> None:
    """Clear every service, and bring the tables back as they were when they were made for the first test."""
    BackendDict.reset()
    if not _empty_tables:
        for definition in definitions:
            client.create_table(**definition)
        _empty_tables.update(dynamodb().tables)
    dynamodb().tables = {name: _empty(table) for name, table in _empty_tables.items()}


def _empty(table: Table) -> Table:
    empty = copy.copy(table)
    empty.items = defaultdict(dict)
    return empty


def answer(operation: str, arguments: dict[str, Any]) -> dict[str, Any] | None:
    """Carry out a call to DynamoDB without the way over HTTP and back; None, and nothing done, when moto refuses it."""
    handler = DynamoHandler()
    handler.region, handler.current_account = _REGION, _ACCOUNT
    handler.body = handler.params = arguments
    try:
        result: Any = getattr(handler, xform_name(operation))().result
    except Exception:  # a call as usual then raises botocore's error
        return None
    return {**dynamo_to_dict(result), "ResponseMetadata": {"HTTPStatusCode": 200}}


def dynamodb() -> DynamoDBBackend:
    """moto's DynamoDB in the account of the tests."""
    backend: DynamoDBBackend = dynamodb_backends[_ACCOUNT][_REGION]
    return backend
