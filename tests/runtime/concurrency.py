"""Many calls at once against moto: all read before any writes, and each AWS call is one step, as in DynamoDB."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar
from unittest.mock import patch

from botocore.client import BaseClient

T = TypeVar("T")


def race(calls: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Run the calls at once; return what each returned or raised, in order."""
    with _one_step_at_a_time(len(calls)), ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(_outcome, calls))


def _outcome(call: Callable[[], T]) -> T | Exception:
    try:
        return call()
    except Exception as error:
        return error


@contextmanager
def _one_step_at_a_time(racers: int) -> Iterator[None]:
    """moto copies and restores tables around a transaction, so two must not overlap in it.

    Every racer's first transaction waits until all racers have come as far: each decided on what stood before.
    """
    lock, start, started = threading.Lock(), threading.Barrier(racers, timeout=10), threading.local()
    real = BaseClient._make_api_call  # type: ignore[attr-defined]

    def step(client: Any, operation: str, arguments: Any) -> Any:
        if operation == "TransactWriteItems" and not hasattr(started, "yes"):
            started.yes = True
            start.wait()
        with lock:
            return real(client, operation, arguments)

    with patch.object(BaseClient, "_make_api_call", step):
        yield
