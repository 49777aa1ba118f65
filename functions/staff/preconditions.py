"""Staff change the copy that they saw: 428 without `If-Match`, 412 when someone else was faster."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from shared.domain.activity import Activity
from shared.domain.errors import PreconditionRequired, ProgramError, StaleVersion


class Change(Protocol):
    """What a decision leads to; without a fact it changes nothing."""

    @property
    def fact(self) -> Activity | None:
        """The fact to write with the record."""


C = TypeVar("C", bound=Change)
Seen = int | None


def decide_on(seen: Seen, revision: int, current: Callable[[], Mapping[str, Any]], decide: Callable[[], C]) -> C:
    """Decide when the stored revision is the one that was seen.

    Otherwise only what changes nothing passes: the same request again, after its answer was lost.
    """
    if seen is None:
        raise PreconditionRequired("Read what you change first, and send the ETag of that answer as If-Match.")
    if seen == revision:
        return decide()
    change = _changes_nothing(decide)
    if change:
        return change
    raise StaleVersion("Someone else changed this first. Look at the stored copy and decide again.", current=current())


def _changes_nothing(decide: Callable[[], C]) -> C | None:
    try:
        change = decide()
    except ProgramError:
        return None
    return None if change.fact else change
