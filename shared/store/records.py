"""Stored items as the domain's records and back; pydantic validates what comes out of a table."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

R = TypeVar("R")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_record(kind: Callable[..., R], item: Mapping[str, Any]) -> R:
    """Make a record from an item, without the attributes that only serve indexes."""
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    record: R = _adapter(kind).validate_python({k: v for k, v in item.items() if k in names})
    return record


def to_item(record: Any) -> dict[str, Any]:
    """Make an item from a record, nested records as maps."""
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {k: v for k, v in to_item(value).items() if v is not None}
    if isinstance(value, list | tuple):
        return [_plain(element) for element in value]
    return value
