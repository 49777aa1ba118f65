"""A worker that dies in the middle: at a call to AWS that is never made, or made while its answer is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient


class Died(Exception):
    """What a worker dies of here."""


@contextmanager
def dies_at(operation: str, number: int = 1, *, done: bool) -> Iterator[None]:
    """Let the so-manieth call of an operation fail, with its work `done` or not; the calls behind it fail too."""
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
