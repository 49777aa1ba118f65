"""Windows held open on purpose: between what one party read and what it writes, another does all it has to do."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient


@contextmanager
def just_before(operation: str, act: Callable[[], object], number: int = 1) -> Iterator[list[object]]:
    """Let `act` happen as a whole before the call with this number of an operation is made; gives what it returned.

    The calls of `act` itself aren't counted. It is an error when the call is never made.
    """
    real, made, returned = BaseClient._make_api_call, 0, list[object]()  # type: ignore[attr-defined]
    acting = threading.local()

    def call(client: Any, name: str, arguments: Any) -> Any:
        nonlocal made
        if name == operation and not hasattr(acting, "yes"):
            made += 1
            if made == number:
                acting.yes = True
                returned.append(act())
                del acting.yes
        return real(client, name, arguments)

    with patch.object(BaseClient, "_make_api_call", call):
        yield returned
    assert returned, f"{operation} was made {made} times"
