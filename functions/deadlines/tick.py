"""One run of the clock: each due thing on its own, counted by type, until the time is used up."""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from shared.runtime.logs import log_failure

#: Seconds that one due thing may take when AWS is slow; with less than that left, the next tick goes on.
RESERVE = 15


class OutOfTime(Exception):
    """The rest is left to the next tick."""


def without_end() -> float:
    """The seconds that are left where nothing limits them."""
    return math.inf


@dataclass(frozen=True)
class Tick:
    """What is done at `now`: how much of each type of activity, and how much `failed`."""

    now: datetime
    seconds_left: Callable[[], float] = without_end
    done: Counter[str] = field(default_factory=Counter)

    def each(self, type: str, due: Iterable[str], act: Callable[[str, datetime], int]) -> None:
        """Do what is due, by id; what fails is named in the log and holds up nothing else. OutOfTime at the end."""
        try:
            for id in due:
                self.one(type, id, act)
        except OutOfTime:
            raise
        except Exception as error:  # the list itself could not be read
            self._fail(error, type, None)

    def one(self, type: str, id: str, act: Callable[[str, datetime], int]) -> None:
        """Do one due thing; OutOfTime when there may be too little time for it."""
        if self.seconds_left() < RESERVE:
            raise OutOfTime
        try:
            self.done[type] += act(id, self.now)
        except Exception as error:
            self._fail(error, type, id)

    def _fail(self, error: Exception, type: str, id: str | None) -> None:
        log_failure(error, due=type, subject=id)
        self.done["failed"] += 1
