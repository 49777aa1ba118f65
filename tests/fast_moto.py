"""moto without what takes most of its time: guessing how a stored value is named, making tables for each test, copies.

Items that are stored never change in place, so whoever asks for a copy of one, or of a table, may share them.
"""

import copy
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from moto.core import serialize
from moto.core.base_backend import BackendDict
from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models import table as tables
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table
from moto.kms.models import Key, kms_backends

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_ACCOUNT, _REGION = "123456789012", "us-east-1"
_empty_tables: dict[str, Table] = {}
_update_item = DynamoDBBackend.update_item


class AttributeValueSerializer(serialize.JSONSerializer):
    """Writes stored values as they are; every other part of an answer goes moto's usual way."""

    def _serialize_type_structure(self, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name == "AttributeValue":
            self._default_serialize(serialized, _wire_format(value), shape, key)
        else:
            super()._serialize_type_structure(serialized, value, shape, key)


def _wire_format(value: Any) -> dict[str, Any]:
    """Return a value as DynamoDB sends it, such as `{"S": "text"}`."""
    ((kind, content),) = ((value.type, value.value),) if isinstance(value, DynamoType) else value.items()
    if kind == "M":
        return {kind: {name: _wire_format(member) for name, member in content.items()}}
    return {kind: [_wire_format(member) for member in content] if kind == "L" else content}


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


def use() -> None:
    """Let moto answer DynamoDB's calls with this serializer, and without copies that no one needs."""
    serialize.SERVICE_SPECIFIC_SERIALIZERS["dynamodb"] = {"json": AttributeValueSerializer}
    for module in (models, tables):
        module.copy = Copies  # type: ignore[attr-defined]
    DynamoDBBackend.update_item = _update_a_copy  # type: ignore[method-assign,assignment]


def empty_account(client: "DynamoDBClient", definitions: list[dict[str, Any]]) -> None:
    """Clear every service, and bring the tables back as they were when they were made for the first test."""
    BackendDict.reset()
    kms_backends[_ACCOUNT][_REGION].keys[_sealing_key().id] = _sealing_key()
    if not _empty_tables:
        for definition in definitions:
            client.create_table(**definition)
        _empty_tables.update(dynamodb().tables)
    dynamodb().tables = {name: _empty(table) for name, table in _empty_tables.items()}


def sealing_key() -> str:
    """The id of the key that every test seals with: the same, since a process keeps what it was given to seal with."""
    return str(_sealing_key().id)


@cache
def _sealing_key() -> Key:
    return kms_backends[_ACCOUNT][_REGION].create_key("", "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "", [])


def _empty(table: Table) -> Table:
    empty = copy.copy(table)
    empty.items = defaultdict(dict)
    return empty


def dynamodb() -> DynamoDBBackend:
    """moto's DynamoDB in the account of the tests."""
    backend: DynamoDBBackend = dynamodb_backends[_ACCOUNT][_REGION]
    return backend
