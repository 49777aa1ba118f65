"""A year of the program in process: its own clock, every fact delivered to whoever subscribes, and the mails sent."""

import importlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, tzinfo
from random import Random
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

from functions.deadlines.due import catch_up
from infra.functions import FUNCTIONS
from shared.domain.activity import Activity
from shared.store import aws
from tests.runtime.messages import NONE_FAILED, batch, drain, facts, make_queue

#: The workers, and the modules of theirs that look at a clock.
WORKERS = ("eligibility", "matching", "notifications")
_CLOCKED = (
    "functions.eligibility.handler",
    "functions.matching.handler",
    "functions.notifications.sending",
    "functions.erasure.handler",
    "functions.bulk.changing",
)

#: How many facts come again at a tick.
_AGAIN = 5


class World:
    """What happens at `now`, and the mails that SES took: when, which, and to whom.

    With a `seed`, facts of whatever age come again at every tick, in any order.
    """

    def __init__(
        self, now: datetime, *, twice: bool = False, seed: int | None = None, workers: tuple[str, ...] = WORKERS
    ) -> None:
        self.now = now
        self._workers = workers
        self._chance = None if seed is None else Random(seed)  # noqa: S311 - chance, not a secret
        self.mails: list[tuple[str, str, str]] = []
        self._times = 2 if twice else 1
        self._delivered: dict[str, Activity] = {}

    def tick(self, now: datetime) -> None:
        """Let the clock's minute pass, and all that follows from it."""
        self.now = now
        done = [+catch_up(now) for _ in range(self._times)]
        assert [each["failed"] for each in done] == [0] * self._times
        if any(done):
            self.settle()
        if self._chance and self._delivered:
            again = self._chance.sample([*self._delivered.values()], min(_AGAIN, len(self._delivered)))
            self._deliver(again)
            self.settle()

    def settle(self) -> None:
        """Deliver every new fact to its workers until none is left."""
        while new := [fact for fact in facts() if fact.id not in self._delivered]:
            self._delivered |= {fact.id: fact for fact in new}
            self._deliver(new)

    def _deliver(self, given: Sequence[Activity]) -> None:
        for name in self._workers:
            worker = importlib.import_module(f"functions.{name}.handler").handler
            wanted = [fact for fact in given if fact.type in FUNCTIONS[name].subscriptions]
            for _ in range(self._times):
                assert not wanted or worker(batch(*wanted), None) == NONE_FAILED
            if FUNCTIONS[name].fans_out:
                assert drain(worker) == []

    @contextmanager
    def running(self) -> Iterator["World"]:
        """Run with this world's clock in the workers, and SES ready."""
        make_queue()
        aws.client("sesv2").create_email_identity(EmailIdentity="program@example.org")
        aws.client("sesv2").create_configuration_set(ConfigurationSetName="test-mails")
        world, real = self, BaseClient._make_api_call  # type: ignore[attr-defined]

        class Clock(datetime):
            """The time of the workers."""

            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return world.now.astimezone(tz)

        def call(client: Any, operation: str, arguments: Any) -> Any:
            answer = real(client, operation, arguments)
            if operation == "SendEmail":
                ((tag, _), (to,)) = arguments["EmailTags"], arguments["Destination"]["ToAddresses"]
                world.mails.append((f"{world.now:%Y-%m-%d %H:%M}", tag["Value"], to.partition("@")[0]))
            return answer

        clocks = [patch.object(importlib.import_module(module), "datetime", Clock) for module in _CLOCKED]
        with ExitStack() as patches:
            patches.enter_context(patch.object(BaseClient, "_make_api_call", call))
            for clock in clocks:
                patches.enter_context(clock)
            yield self
