"""The workers as they run behind their queues, by a clock of the test: each gets the facts it subscribes to."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, tzinfo
from importlib import import_module
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

from functions.deadlines.due import catch_up
from infra.functions import FUNCTIONS
from shared.domain.activity import Activity
from shared.store import aws
from tests.runtime.messages import NONE_FAILED, batch, drain, facts, make_queue

#: Where workers ask what time it is.
CLOCKS = ("functions.eligibility.handler", "functions.matching.handler", "functions.notifications.handler")
WORKERS = tuple(name for name, spec in FUNCTIONS.items() if spec.subscriptions)
Order = Callable[[Sequence[Activity]], Sequence[Activity]]


def in_order(given: Sequence[Activity]) -> Sequence[Activity]:
    """Each fact once, as they happened."""
    return given


def shuffled_and_twice(seed: int) -> Order:
    """Each fact twice, in an order of chance."""
    chance = random.Random(seed)  # noqa: S311 - an order of chance guards nothing
    return lambda given: chance.sample([*given, *given], 2 * len(given))


class System:
    """The workers, the mails that SES took, and what hasn't been delivered yet."""

    def __init__(self, start: datetime, order: Order = in_order, workers: Sequence[str] = WORKERS) -> None:
        self.now, self.order, self.workers = start, order, workers
        self.mails: list[tuple[str, str]] = []
        self.seen: set[str] = set()

    def deliver(self, given: Sequence[Activity], *workers: str) -> None:
        """Deliver facts to those of the workers (all by default) that subscribe to them, in batches of ten."""
        for name in workers or self.workers:
            wanted = self.order([fact for fact in given if fact.type in FUNCTIONS[name].subscriptions])
            handler = import_module(f"functions.{name}.handler").handler
            for start in range(0, len(wanted), 10):
                assert handler(batch(*wanted[start : start + 10]), None) == NONE_FAILED
            if name == "notifications":
                assert drain(handler) == []

    def settle(self) -> None:
        """Deliver what is new, and what comes of that, until nothing new comes."""
        while new := [fact for fact in facts() if fact.id not in self.seen]:
            self.seen |= {fact.id for fact in new}
            self.deliver(new)

    def all_done(self) -> None:
        """A moment at which nothing is on its way."""

    def tick(self) -> None:
        """Run the minute tick; nothing may fail."""
        assert catch_up(self.now)["failed"] == 0

    @contextmanager
    def running(self) -> Iterator["System"]:
        """Run everything by this system's clock, with SES ready to send."""
        make_queue()
        ses = aws.client("sesv2")
        ses.create_email_identity(EmailIdentity="program@example.org")
        ses.create_configuration_set(ConfigurationSetName="test-mails")
        real = BaseClient._make_api_call  # type: ignore[attr-defined]

        def call(client: Any, operation: str, arguments: Any) -> Any:
            answer = real(client, operation, arguments)
            if operation == "SendEmail":
                (tag, _), (to,) = arguments["EmailTags"], arguments["Destination"]["ToAddresses"]
                self.mails.append((tag["Value"], to))
            return answer

        with ExitStack() as stack:
            stack.enter_context(patch.object(BaseClient, "_make_api_call", call))
            for module in CLOCKS:
                stack.enter_context(patch.object(import_module(module), "datetime", self._clock()))
            yield self

    def _clock(self) -> type[datetime]:
        system = self

        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return system.now.astimezone(tz)

        return Clock
