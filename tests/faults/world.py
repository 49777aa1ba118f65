"""The world of a scenario: a clock, an account, the program in it, and people; brought back as it was for every run."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from infra.functions import FUNCTIONS
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import aws, self_identification
from tests.domain import builders
from tests.faults import account
from tests.faults.account import Account
from tests.faults.clock import Clock
from tests.faults.memory import forget
from tests.faults.stack import PREFIX, Moment, Stack
from tests.faults.wire import Wire
from tests.functions.http import Answer
from tests.functions.staff.staff_client import etag_of, staff

S = TypeVar("S")
DAY = timedelta(days=1)
Act = Callable[[], Any]
#: What is done at once, or one after another, each when all that follows from the one before is done.
Acts = Act | Sequence[Act]


class Frozen(NamedTuple):
    """A world that can be brought back: the account, and what is on its way in the stack."""

    account: Account
    moment: Moment


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
        self._empty = self.freeze()

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
        """Let everything settle, and go on at a later day, with what people got before forgotten."""
        self.stack.settle()
        self.clock.time = max(self.clock.time, until or self.clock.time)
        self.stack.sweep()
        self.stack.forget_outcome()
        self.clock.time = self.clock.time.replace(hour=12, minute=0, second=0, microsecond=0) + DAY

    def scene(self, prepare: Callable[["World"], S]) -> S:
        """Go to where this leads; it is prepared once, and brought back each later time."""
        if prepare not in self._scenes:
            value = prepare(self)
            self.rest()
            self._scenes[prepare] = self.freeze(), value
        frozen, value = self._scenes[prepare]
        self.restore(frozen)
        return value

    def begin(self) -> None:
        """Go to where nothing has happened yet."""
        self.restore(self._empty)

    def freeze(self) -> Frozen:
        """Remember the world as it is."""
        return Frozen(account.freeze(), self.stack.moment())

    def restore(self, frozen: Frozen) -> None:
        """Bring the world back as it was, in new functions."""
        forget()
        account.restore(frozen.account)
        self.stack.return_to(frozen.moment)


def made(start: datetime) -> World:
    """A world in an empty account, with what the stack has besides tables."""
    ses = aws.client("sesv2")
    ses.create_email_identity(EmailIdentity="program@example.org")
    ses.create_configuration_set(ConfigurationSetName="test-mails")
    aws.client("events").create_event_bus(Name="test-bus")
    for name in (name for name, spec in FUNCTIONS.items() if spec.queued):
        aws.client("sqs").create_queue(QueueName=f"{PREFIX}{name}")
    pool = aws.client("cognito-idp").create_user_pool(PoolName="people", UsernameAttributes=["email"])
    os.environ["PEOPLE_POOL_ID"] = pool["UserPool"]["Id"]
    os.environ["ERASURE_WAIT"] = "900"
    # The first answer to be sealed makes the key that equal answers are known by.
    self_identification.keep("no one", {"declines": True})
    return World(Clock(start))
