"""The tables as tests make them on moto; tests/infra holds the stack's against the same."""

from typing import Any

from shared.store import dynamodb
from shared.store.tables import TABLES, Index
from tests import fast_moto


def empty_tables() -> None:
    """Clear the account, and bring the program's tables back without an item."""
    fast_moto.empty_account(dynamodb.client(), [definition(table) for table in TABLES])


def definition(name: str) -> dict[str, Any]:
    """Return the arguments of CreateTable for one table."""
    table = TABLES[name]
    keys = {"id": "S"} | ({table.sort: "S"} if table.sort else {})
    types = keys | {name: type for index in table.indexes.values() for name, type in _types(index).items()}
    indexes = [
        {"IndexName": name, "KeySchema": _schema(*_types(index)), "Projection": _projection(index)}
        for name, index in table.indexes.items()
    ]
    return {
        "TableName": f"test-{name}",
        "KeySchema": _schema(*keys),
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": types[name]} for name in sorted(types)],
        "BillingMode": "PAY_PER_REQUEST",
        **({"GlobalSecondaryIndexes": indexes} if indexes else {}),
    }


def _types(index: Index) -> dict[str, str]:
    return {index.partition: "S", index.sort: index.sort_type}


def _schema(*names: str) -> list[dict[str, str]]:
    return [{"AttributeName": n, "KeyType": kind} for n, kind in zip(names, ("HASH", "RANGE"), strict=False)]


def _projection(index: Index) -> dict[str, Any]:
    if not index.projected:
        return {"ProjectionType": "ALL"}
    return {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(index.projected)}
