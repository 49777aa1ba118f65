"""What a function remembers between invocations."""

import sys
from functools import cache
from inspect import signature
from typing import Any


def forget() -> None:
    """Empty the bounded caches of the program, which hold what may change, and forget its keys.

    Clients and constants stay, to save time.
    """
    for held in _caches():
        if held.cache_parameters()["maxsize"] is not None or (held.cache_info().currsize and _holds_a_key(held)):
            held.cache_clear()


@cache
def _caches() -> list[Any]:
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] in ("functions", "shared")]
    return [held for module in modules for held in vars(module).values() if hasattr(held, "cache_parameters")]


@cache
def _has_parameters(held: Any) -> bool:
    return bool(signature(held).parameters)


def _holds_a_key(held: Any) -> bool:
    """Whether it remembers one value, which is a key, or a key and what it's wrapped in."""
    if _has_parameters(held):
        return False
    value = held()
    return isinstance(value[0] if isinstance(value, tuple) and value else value, bytes)
