"""The scenarios, by who acts."""

from importlib import import_module
from pkgutil import iter_modules


def load() -> None:
    """Import every module of scenarios, so that each is known."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
