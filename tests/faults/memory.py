"""What a function remembers between invocations."""

import sys
from functools import cache
from typing import Any


def forget() -> None:
    """Empty the bounded caches of the program, which hold what may change; clients and constants stay, to save time."""
    for held in _bounded_caches():
        held.cache_clear()


@cache
def _bounded_caches() -> list[Any]:
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] in ("functions", "shared")]
    return [held for module in modules for held in vars(module).values() if _is_bounded_cache(held)]


def _is_bounded_cache(value: Any) -> bool:
    return hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"] is not None
