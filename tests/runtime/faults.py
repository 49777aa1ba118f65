"""A worker that dies in the middle: at an AWS call that is never made, or made without its response."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient


class Died(Exception):
    """What a worker dies of here."""


@contextmanager
def dies_at(operation: str, number: int = 1, *, done: bool) -> Iterator[None]:
    """Fail the call with this number of an operation, with its work `done` or not, and every later call of it."""
    real, made = BaseClient._make_api_call, 0  # type: ignore[attr-defined]

    def call(client: Any, name: str, arguments: Any) -> Any:
        nonlocal made
        made += name == operation
        if made < number or name != operation:
            return real(client, name, arguments)
        if done and made == number:
            real(client, name, arguments)
        raise Died

    with patch.object(BaseClient, "_make_api_call", call):
        yield
