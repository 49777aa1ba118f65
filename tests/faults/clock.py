"""The time of the scenarios: it only passes while a scenario, a retry or a redelivery waits."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from inspect import getsource
from types import ModuleType
from unittest.mock import patch


class Clock:
    """What `datetime` is to the workers: `now` is the time of the scenario."""

    def __init__(self, start: datetime) -> None:
        self.time = start

    def now(self, _zone: object = UTC) -> datetime:
        """The time that a worker reads."""
        return self.time

    def wait(self, wait: timedelta) -> None:
        """Let time pass."""
        self.time += wait

    def sleep(self, seconds: float) -> None:
        """Let the time pass that someone would sleep."""
        self.wait(timedelta(seconds=seconds))

    @contextmanager
    def running(self) -> Iterator[None]:
        """Give this time to all code that reads the clock, and let no one sleep."""
        with ExitStack() as stack:
            stack.enter_context(patch.object(time, "sleep", self.sleep))
            for module in _readers():
                stack.enter_context(patch.object(module, "datetime", self))
            yield


def _readers() -> list[ModuleType]:
    """The modules of the program that read the clock."""
    ours = [module for name, module in sys.modules.items() if name.split(".")[0] in ("functions", "shared")]
    return [module for module in ours if "datetime" in vars(module) and "datetime.now(" in getsource(module)]
