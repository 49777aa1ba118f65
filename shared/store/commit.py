"""The one way to write: a record and the activity that says what happened to it, in one transaction."""

import functools
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from shared.domain.activity import Activity
from shared.store import activities
from shared.store.dynamodb import Contended, StaleWrite, Write, transact

P = ParamSpec("P")
T = TypeVar("T")

_ATTEMPTS = 10
_FIRST_WAIT, _DOUBLINGS = 0.02, 5


def commit(fact: Activity, *records: Write) -> None:
    """Write the records and the fact about them, all or none; StaleWrite when a condition fails."""
    transact(*records, activities.write(fact))


def retry_on_conflict(decide: Callable[P, T]) -> Callable[P, T]:
    """Run a function that reads, decides and commits again after each StaleWrite; Contended after the last attempt.

    It reads what is stored each time, so it finds a write whose answer was lost and doesn't repeat it. It's given its
    ids and times as arguments: made inside, they would differ at each attempt.
    """

    @functools.wraps(decide)
    def decide_again(*args: P.args, **kwargs: P.kwargs) -> T:
        for attempt in range(_ATTEMPTS):
            try:
                return decide(*args, **kwargs)
            except StaleWrite:
                longest = _FIRST_WAIT * 2 ** min(attempt, _DOUBLINGS)
                time.sleep(random.uniform(0, longest))  # noqa: S311 - spreads the writers, guards nothing
        raise Contended

    return decide_again
