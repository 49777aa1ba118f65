"""moto without what takes most of its time: copies of what is stored, HTTP, and making tables for each test."""

import base64
import copy
from collections import defaultdict
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from joserfc import jwk
from moto.cognitoidp import models as cognitoidp
from moto.core import serialize
from moto.core.base_backend import BackendDict
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.kms.models import Key, kms_backends

from tests.fast_moto import expressions, items, values, wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_empty_tables: dict[str, Table] = {}
_keys_of_pools: dict[str, jwk.RSAKey] = {}
long_way, items_of = wire.long_way, items.items_of


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
    if isinstance(content, bytes):
        return {kind: base64.b64encode(content).decode()}
    return {kind: [wire_format(member) for member in content] if kind == "L" else content}


def use() -> None:
    """Let moto answer DynamoDB's calls with this serializer, and without copies and HTTP."""
    expressions.use()
    items.use()
    values.use()
    wire.use()
    # A pool's key is the same in all of them: reading it takes longer than most tests.
    vars(cognitoidp)["jwk"] = SimpleNamespace(RSAKey=SimpleNamespace(import_key=_key_of_pools))
    serialize.SERVICE_SPECIFIC_SERIALIZERS["dynamodb"] = {"json": AttributeValueSerializer}


def empty_account(client: "DynamoDBClient", definitions: list[dict[str, Any]]) -> None:
    """Clear every service, and bring the tables back as they were when they were made for the first test."""
    BackendDict.reset()
    kms_backends[wire.ACCOUNT][wire.REGION].keys[_sealing_key().id] = _sealing_key()
    if not _empty_tables:
        for definition in definitions:
            client.create_table(**definition)
        _empty_tables.update(dynamodb().tables)
    dynamodb().tables = {name: _empty(table) for name, table in _empty_tables.items()}


def _key_of_pools(key: dict[str, Any]) -> jwk.RSAKey:
    return _keys_of_pools.get(key["n"]) or _keys_of_pools.setdefault(key["n"], jwk.RSAKey.import_key(key))


def sealing_key() -> str:
    """The id of the key that every test seals with: the same, since a process keeps what it was given to seal with."""
    return str(_sealing_key().id)


@cache
def _sealing_key() -> Key:
    return kms_backends[wire.ACCOUNT][wire.REGION].create_key("", "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "", [])


def _empty(table: Table) -> Table:
    empty = copy.copy(table)
    empty.items = defaultdict(dict)
    return empty


def dynamodb() -> DynamoDBBackend:
    """moto's DynamoDB in the account of the tests."""
    backend: DynamoDBBackend = dynamodb_backends[wire.ACCOUNT][wire.REGION]
    return backend
