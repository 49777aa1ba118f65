"""The tables' contents, read without the stores."""

import json
from typing import Any

from shared.store import dynamodb as db
from shared.store import sealing
from shared.store.tables import TABLES


def items(table: str) -> list[dict[str, Any]]:
    """Everything in one table, by key."""
    pages = db.pages("scan", TableName=db.table(table), ConsistentRead=True)
    found = [db.decode_item(item) for page in pages for item in page["Items"]]
    return sorted(found, key=lambda item: (item["id"], item.get("part", "")))


def answers() -> dict[str, dict[str, Any]]:
    """What each application's self-identification says, opened: `working` and `submitted`, where there is one."""
    kept = {item["id"]: item for item in items("self_identification") if "comparison_key" not in item}
    return {
        owner: {name: sealing.unseal(owner, item[name]) for name in ("working", "submitted") if name in item}
        for owner, item in kept.items()
    }


def counts() -> dict[str, int]:
    """How many items each table has."""
    return {table: len(items(table)) for table in TABLES}


def tables_with(words: str) -> list[str]:
    """The tables that hold these words, in whatever attribute."""
    return [table for table in TABLES if words in json.dumps(items(table), default=sorted, ensure_ascii=False)]


def of_type(type: str) -> list[dict[str, Any]]:
    """The facts of one type."""
    return [fact for fact in items("activity") if fact["type"] == type]
