"""moto's stored items, never changed in place: a transaction, a query and a scan can then share them, not copy them."""

import copy
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from operator import is_
from typing import Any

from moto.dynamodb.exceptions import ItemSizeTooLarge
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table

#: The items of a table when an index of it was last asked for, and what it held; for each table and attribute.
_indexed: dict[tuple[str, str], tuple[list[Item], dict[tuple[str, Any], Any]]] = {}
_OF_KEYS = frozenset({"S", "N", "B"})
#: What moto allows an item to take, beside `LimitedSizeDict`, which adds up all attributes again for each.
LONGEST = 405_000
_copy_item, _project, _size = Item.__deepcopy__, Item.project, Item.size
_update = DynamoDBBackend.update_item
_query, _less, _equal = Table.query, DynamoType.__lt__, DynamoType.__eq__


def use() -> None:
    """Let moto store items this way."""
    replacements: list[tuple[type, str, Any]] = [
        (Item, "__init__", _make),
        (Item, "__deepcopy__", _itself),
        (Item, "project", _pick),
        (Item, "size", _size_once),
        (Table, "__deepcopy__", _copy_rows),
        (Table, "all_items", _in_order),
        (Table, "query", _query_what_has_its_keys),
        (DynamoType, "__lt__", _is_less),
        (DynamoType, "__eq__", _is_equal),
        (DynamoDBBackend, "update_item", _update_copy),
    ]
    for kind, name, replacement in replacements:
        setattr(kind, name, replacement)


def _make(item: Item, hash_key: DynamoType, range_key: DynamoType | None, attrs: dict[str, Any]) -> None:
    item.hash_key, item.range_key, item.attrs = hash_key, range_key, LimitedSizeDict()
    for name, value in attrs.items():
        dict.__setitem__(item.attrs, name, DynamoType(value))
    if _size(item) > LONGEST:
        raise ItemSizeTooLarge


def _itself(item: Item, _: dict[int, Any]) -> Item:
    return item


def _pick(item: Item, paths: list[list[str]]) -> Item:
    """Take whole attributes as they are; moto's way for a part of one."""
    if any(len(path) > 1 or "[" in path[0] for path in paths):
        return _project(item, paths)
    picked = Item(item.hash_key, item.range_key, {})
    for (name,) in paths:
        if name in item.attrs:
            dict.__setitem__(picked.attrs, name, item.attrs[name])
    return picked


def _size_once(item: Item) -> int:
    if not hasattr(item, "size_once"):
        item.size_once = _size(item)  # type: ignore[attr-defined]
    return int(item.size_once)  # type: ignore[attr-defined]


def _copy_rows(table: Table, _: dict[int, Any]) -> Table:
    """Copy what a transaction could change: which items there are."""
    copied = copy.copy(table)
    copied.items = items_of(table)
    return copied


def items_of(table: Table) -> Any:
    """The items of a table as they are now, by key; they stay so whatever becomes of the table."""
    if not table.has_range_key:
        return table.items.copy()
    return defaultdict(dict, {key: rows.copy() for key, rows in table.items.items()})


def _in_order(table: Table) -> list[Item]:
    """Return all items by their keys, which are compared as plain values."""
    if not table.has_range_key:
        items: Iterable[Any] = table.items.values()
        return sorted(items, key=lambda item: item.hash_key.cast_value)
    rows = [item for by_range in table.items.values() for item in by_range.values()]
    return sorted(rows, key=lambda item: (item.hash_key.cast_value, item.range_key.cast_value))


def _update_copy(backend: DynamoDBBackend, table_name: str, key: dict[str, Any], *args: Any, **kwargs: Any) -> Item:
    """Put a copy in the item's place and let moto change that; whoever holds the item keeps it as it was."""
    table = backend.get_table(table_name)
    hash_key, range_key = backend.get_keys_value(table, key)
    if item := table.get_item(hash_key, range_key):
        changed = _copy_item(item, {})
        if range_key:
            table.items[hash_key][range_key] = changed
        else:
            table.items[hash_key] = changed  # type: ignore[assignment]
    return _update(backend, table_name, key, *args, **kwargs)


def _query_what_has_its_keys(table: Table, hash_key: DynamoType | None, *arguments: Any, **named: Any) -> Any:
    """Query a table or an index without sorting what isn't asked for; `arguments[6]` names the index."""
    if hash_key is None or len(arguments) < 7:
        return _query(table, hash_key, *arguments, **named)
    asked = copy.copy(table)
    if arguments[6]:
        asked.items = _with_keys(table, named["hash_key_conditions"])
    elif table.range_key_attr is not None:
        asked.items = {hash_key: table.items.get(hash_key, {})}  # type: ignore[assignment]
    return _query(asked, hash_key, *arguments, **named)


def _with_keys(table: Table, keys: list[tuple[str, DynamoType]]) -> Any:
    """The items of a table, by their own keys, whose attribute is what the first of these keys asks for."""
    rows: Any = table.items
    now = list(chain.from_iterable(map(dict.values, rows.values())) if table.range_key_attr else rows.values())
    (name, value), *_ = keys
    was, found = _indexed.get((table.name, name), ([], {}))
    # An item that changed is another one, so the same items are the same index.
    if not found or len(was) != len(now) or not all(map(is_, was, now)):
        found = _index(table, name, now)
        _indexed[table.name, name] = now, found
    return found.get((value.type, value.value), {})


def _index(table: Table, name: str, items: list[Item]) -> dict[tuple[str, Any], Any]:
    found: dict[tuple[str, Any], Any] = defaultdict(dict)
    for item in items:
        if (held := item.attrs.get(name)) is not None and held.type in _OF_KEYS:
            rows = found[held.type, held.value]
            if table.range_key_attr:
                rows = rows.setdefault(item.hash_key, {})
            rows[item.range_key if table.range_key_attr else item.hash_key] = item
    return dict(found)


def _is_less(one: DynamoType, other: DynamoType) -> bool:
    return bool(one.value < other.value) if one.type == other.type == "S" else _less(one, other)


def _is_equal(one: DynamoType, other: DynamoType) -> bool:
    return bool(one.type == other.type and one.value == other.value) if one.type == "S" else _equal(one, other)
