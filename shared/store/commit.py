"""The one way to write: a record and the activity that says what happened to it, in one transaction."""

import functools
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError

from shared.domain.activity import Activity
from shared.store import activities
from shared.store.dynamodb import Contended, StaleWrite, Writes, transact

P = ParamSpec("P")
T = TypeVar("T")

_ATTEMPTS = 10
_FIRST_WAIT, _DOUBLINGS = 0.02, 5
# Seconds after which a call without an answer has used up too much of the function's time to look what became of it.
_QUICK = 1.5


def commit(fact: Activity, *records: Writes) -> None:
    """Write the records and the fact about them, all or none; StaleWrite when a condition fails."""
    transact(*records, activities.write(fact))


def commit_request(fact: Activity, *records: Writes) -> bool:
    """Write what only one request can write, since its key is in the fact's id; return whether this call wrote it.

    When the fact is there, the same request was carried out before, or the answer of this one was lost.
    """
    try:
        commit(fact, *records)
    except StaleWrite as stale:
        if stale.failed(-1):
            return False
        raise
    return True


def retry_on_conflict(decide: Callable[P, T]) -> Callable[P, T]:
    """Run a function that reads, decides and commits again after each StaleWrite; Contended after the last attempt.

    It reads what is stored each time, so it finds a write whose answer was lost and doesn't repeat it; that AWS didn't
    answer a call is one more reason to look, once. It's given its ids and times as arguments: made inside, they would
    differ at each attempt.
    """

    @functools.wraps(decide)
    def decide_again(*args: P.args, **kwargs: P.kwargs) -> T:
        looked, start = False, time.monotonic()
        for attempt in range(_ATTEMPTS):
            try:
                return decide(*args, **kwargs)
            except StaleWrite:
                longest = _FIRST_WAIT * 2 ** min(attempt, _DOUBLINGS)
                time.sleep(random.uniform(0, longest))  # noqa: S311 - spreads the writers, guards nothing
            except (BotoCoreError, ClientError) as error:
                if looked or not _is_unanswered(error) or time.monotonic() - start > _QUICK:
                    raise
                looked = True
        raise Contended

    return decide_again


def _is_unanswered(error: Exception) -> bool:
    """Whether it isn't known what became of a call: the connection broke, or AWS failed."""
    if isinstance(error, ClientError):
        return error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= 500
    return isinstance(error, HTTPClientError | ConnectionError)
