"""The world of a scenario: a clock, an account, the program in it, and people; brought back as it was for every run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import aws
from tests.domain import builders
from tests.faults import account, end
from tests.faults.account import Account
from tests.faults.clock import Clock
from tests.faults.end import End
from tests.faults.memory import forget
from tests.faults.stack import Stack
from tests.faults.wire import Call, Case, Wire
from tests.functions.http import Answer
from tests.functions.staff.staff_client import etag_of, staff

S = TypeVar("S")
DAY = timedelta(days=1)
Act = Callable[[], Any]


@dataclass(frozen=True)
class Frozen:
    """A world at rest: nothing is on its way."""

    account: Account
    time: datetime
    streamed: dict[str, Any]


class Run(NamedTuple):
    """Where a run was when all had settled, and where after late ticks; and the calls on the way."""

    settled: End
    end: End
    calls: list[Call]


@dataclass
class World:
    """What scenarios act in; requests go through `send`, everything else follows by itself."""

    clock: Clock
    cycle: Cycle = field(default_factory=builders.cycle)
    wire: Wire = field(default_factory=Wire)
    people: People = field(default_factory=lambda: People(seed=7))
    _scenes: dict[Any, tuple[Frozen, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stack = Stack(self.clock, self.wire)
        self._empty = self._freeze()

    @contextmanager
    def alive(self) -> Iterator["World"]:
        """Let the clock be everyone's, and every call to AWS be heard."""
        with self.clock.running(), self.wire.tapped():
            yield self

    def send(self, request: Callable[[datetime], Answer]) -> Answer:
        """Send a request as clients do; see `Stack.send`."""
        return self.stack.send(request)

    def read(self, path: str) -> Any:
        """What staff read there."""
        return staff("GET", path).json

    def staff(self, method: str, path: str, body: Any = None) -> Answer:
        """Send a request of staff, about the copy that is stored."""
        answer: Answer = self.staff_later(method, path, body)()
        return answer

    def staff_later(self, method: str, path: str, body: Any = None) -> Act:
        """Have staff read what they change now, and send the request when the scenario is played."""
        etag = etag_of(method, path)
        headers = {"If-Match": etag} if etag else {}
        return lambda: self.send(lambda at: staff(method, path, body, at=at, headers=headers))

    def refusing(self, address: str, act: Act) -> Act:
        """Let SES refuse an address for good while this happens, and after it."""

        def refuse_and_act() -> None:
            self.wire.refuses = {address}
            act()

        return refuse_and_act

    def tick(self) -> None:
        """Let the minute tick run."""
        self.stack.tick()

    def rest(self, until: datetime | None = None) -> None:
        """Let everything settle, and go on at a later day."""
        self.stack.settle()
        self.clock.time = max(self.clock.time, until or self.clock.time)
        self.stack.sweep()
        self.clock.time = self.clock.time.replace(hour=12, minute=0, second=0, microsecond=0) + DAY

    def scene(self, prepare: Callable[["World"], S]) -> S:
        """Go to where this leads; it is prepared once, and brought back each later time."""
        if prepare not in self._scenes:
            value = prepare(self)
            self.rest()
            self._scenes[prepare] = self._freeze(), value
        frozen, value = self._scenes[prepare]
        self._restore(frozen)
        return value

    def begin(self) -> None:
        """Go to where nothing has happened yet."""
        self._restore(self._empty)

    def play(self, act: Act, begin: Frozen, case: Case | None = None, calm: Run | None = None) -> Run:
        """Do what a scenario does, and let all follow from it; nothing more would happen if it went as the `calm` run."""
        self._restore(begin)
        self.wire.listen(case)
        act()
        self.stack.settle()
        self.wire.listening = False
        settled = end.reached(self.stack, begin.account)
        if calm and settled == calm.settled:
            return calm
        self.stack.sweep()
        return Run(settled, end.reached(self.stack, begin.account), self.wire.calls)

    def freeze(self) -> Frozen:
        """Let everything settle, and remember the world as it is then."""
        self.rest()
        return self._freeze()

    def _freeze(self) -> Frozen:
        return Frozen(account.freeze(), self.clock.time, copy(self.stack.streamed))

    def _restore(self, frozen: Frozen) -> None:
        forget()
        account.restore(frozen.account)
        self.clock.time, self.wire.refuses = frozen.time, set()
        self.stack.begin(frozen.streamed)


def made(start: datetime) -> World:
    """A world in an empty account, with what the stack has besides tables."""
    ses = aws.client("sesv2")
    ses.create_email_identity(EmailIdentity="program@example.org")
    ses.create_configuration_set(ConfigurationSetName="test-mails")
    aws.client("events").create_event_bus(Name="test-bus")
    aws.client("sqs").create_queue(QueueName="test-notifications")
    return World(Clock(start))
