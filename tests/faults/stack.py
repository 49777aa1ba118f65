"""The program in process, put together as infra/functions.py says: requests, stream, bus, queues and the tick."""

import json
import os
from collections.abc import Callable
from copy import copy
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeVar

from functions.relay.entries import UNREADABLE
from infra.functions import FUNCTIONS
from tests.faults import account
from tests.faults.clock import Clock
from tests.faults.memory import forget
from tests.faults.queue import Message, Queue
from tests.faults.wire import Killed, Wire
from tests.functions.http import Answer

T = TypeVar("T")
MINUTE = timedelta(minutes=1)
# Longer than a fact has to take effect before the tick publishes it again.
SWEEP = timedelta(minutes=11)
#: What the queues' names begin with.
PREFIX = "test-"
_ATTEMPTS = 5
_CONTEXT = SimpleNamespace(get_remaining_time_in_millis=lambda: 180_000)
Records = list[dict[str, Any]]


class Moment(NamedTuple):
    """What is on its way, and what people got so far."""

    time: datetime
    refuses: set[str]
    held_back: set[str]
    streamed: dict[str, Any]
    queues: list[tuple[list[Message], list[str]]]
    mails: list[dict[str, Any]]
    published: set[str]
    answers: list[Answer | None]


class Stack:
    """Drives everything that happens by itself, until there is nothing left to do."""

    def __init__(self, clock: Clock, wire: Wire) -> None:
        self.clock, self.wire = clock, wire
        self.handlers = {name: import_module(f"functions.{name}.handler").handler for name in FUNCTIONS}
        self.queues = {name: Queue(spec) for name, spec in FUNCTIONS.items() if spec.queued}
        self.mails: list[dict[str, Any]] = []
        self.published: set[str] = set()
        self.answers: list[Answer | None] = []
        self.streamed: dict[str, Any] = {}
        self.came_up: set[str] = set()
        wire.on_done = self._carried_out

    def moment(self) -> Moment:
        """What is on its way now; nothing that follows changes it."""
        queues = [([*map(copy, queue.messages)], [*queue.dead]) for queue in self.queues.values()]
        refuses, held_back = {*self.wire.refuses}, {*self.wire.held_back}
        got = [*self.mails], {*self.published}, [*self.answers]
        return Moment(self.clock.time, refuses, held_back, self.streamed, queues, *got)

    def return_to(self, moment: Moment) -> None:
        """Go back to a moment."""
        self.clock.time, self.streamed = moment.time, moment.streamed
        self.wire.refuses, self.wire.held_back = {*moment.refuses}, {*moment.held_back}
        self.mails, self.published, self.answers = [*moment.mails], {*moment.published}, [*moment.answers]
        for queue, (messages, dead) in zip(self.queues.values(), moment.queues, strict=True):
            queue.messages, queue.dead = [*map(copy, messages)], [*dead]

    def forget_outcome(self) -> None:
        """Begin again with what people get."""
        self.mails, self.published, self.answers = [], set(), []

    @property
    def hidden(self) -> bool:
        """Whether a message is hidden, to be received again."""
        return any(message.visible_at > self.clock.time for queue in self.queues.values() for message in queue.messages)

    def lose_stream(self) -> None:
        """Let the stream lose what it hasn't delivered."""
        self.streamed = account.facts()

    def send(self, request: Callable[[datetime], Answer]) -> Answer:
        """Send a request as clients do: the very same again, a little later, when it fails on the program's side."""
        answer = None
        for _ in range(_ATTEMPTS):
            try:
                answer = self._invoke("api", lambda: request(self.clock.time))
            except Killed:
                answer = None
            if answer and answer.status < 500:
                break
            self.clock.sleep(2)
        self.answers.append(answer)
        assert answer, "no answer to any attempt"
        return answer

    def tick(self) -> None:
        """Let the minute tick run; one that fails is followed by that of the next minute."""
        for _ in range(_ATTEMPTS):
            try:
                self._invoke("deadlines", lambda: self.handlers["deadlines"]({}, _CONTEXT))
                return
            except (Killed, Exception):
                self.clock.wait(MINUTE)

    def settle(self, arrived: Callable[[], bool] = lambda: False) -> None:
        """Let stream and queues deliver, and time pass, until nothing is on its way, or it has `arrived`."""
        while not arrived() and (self._relay() or self._deliver() or self._wait()):
            pass

    def sweep(self) -> None:
        """Let ticks come, well after the last step, until one changes nothing."""
        before: dict[str, Any] = {}
        while before != (before := account.facts()):
            self.clock.wait(SWEEP)
            self.tick()
            self.settle()

    def _invoke(self, function: str, run: Callable[[], T]) -> T:
        self.wire.function = function
        self.wire.invocation += 1
        if function in self.queues:
            os.environ["QUEUE_URL"] = f"https://sqs.us-east-1.amazonaws.com/123456789012/{PREFIX}{function}"
        try:
            return run()
        except Killed:
            forget()
            raise
        finally:
            self.wire.function = ""

    def _relay(self) -> bool:
        stored = account.facts()
        fresh = [fact for id, fact in stored.items() if fact is not self.streamed.get(id)]
        self.streamed = stored
        records = [
            {"eventName": "INSERT", "dynamodb": {"SequenceNumber": str(number), "NewImage": account.image(fact)}}
            for number, fact in enumerate(fresh)
        ]
        self._stream(records)
        return bool(fresh)

    def _stream(self, records: Records) -> None:
        """Deliver records in order: from the one that failed on, or in halves when the function fails as a whole."""
        while records:
            try:
                answer = self._invoke("relay", partial(self.handlers["relay"], {"Records": records}, _CONTEXT))
            except (Killed, Exception):
                half = len(records) // 2
                self._stream(records[:half])
                records = records[half:]
                continue
            failed = [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]
            places = [record["dynamodb"]["SequenceNumber"] for record in records]
            records = records[places.index(failed[0]) :] if failed else []

    def _deliver(self) -> bool:
        for name, queue in self.queues.items():
            if batch := queue.receive(self.clock.time):
                queue.settle(batch, self._work(name, [message.record for message in batch]))
                return True
        return False

    def _work(self, name: str, records: Records) -> set[str]:
        """Have a worker work through a batch; return the messages that it didn't do."""
        try:
            answer = self._invoke(name, lambda: self.handlers[name]({"Records": records}, _CONTEXT))
        except (Killed, Exception):
            return {record["messageId"] for record in records}
        return {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}

    def _wait(self) -> bool:
        """Wait for the next message that is hidden; False when there is none."""
        hidden = [message.visible_at for queue in self.queues.values() for message in queue.messages]
        self.clock.time = min(hidden, default=self.clock.time)
        return bool(hidden)

    def _carried_out(self, operation: str, arguments: dict[str, Any], answer: dict[str, Any]) -> None:
        """What follows from a call that AWS carried out, whatever its caller hears of it."""
        match operation:
            case "SendEmail":
                self.mails.append(arguments)
                self.came_up.add(f"mail {arguments['EmailTags'][0]['Value']}")
            case "PutEvents":
                for entry, result in zip(arguments["Entries"], answer["Entries"], strict=True):
                    if "ErrorCode" not in result:
                        self._route(entry)
            case "SendMessage":
                self._put(arguments["QueueUrl"], arguments)
            case "SendMessageBatch":
                for entry in arguments["Entries"]:
                    self._put(arguments["QueueUrl"], entry)
            case "DeleteObject":
                account.forget_files()
            case "PutObject":
                account.forget_files()
                self._arrive(arguments["Key"])

    def _put(self, url: str, entry: dict[str, Any]) -> None:
        """Take a message that a worker sends to its own queue."""
        delay = timedelta(seconds=entry.get("DelaySeconds", 0))
        self.queues[url.rpartition("/")[2].removeprefix(PREFIX)].put(entry["MessageBody"], self.clock.time + delay)

    def _arrive(self, key: str) -> None:
        """Tell of a file that arrived."""
        for queue in self.queues.values():
            if queue.spec.uploads and key.startswith("uploads/"):
                queue.put({"detail": {"key": key}}, self.clock.time)

    def _route(self, entry: dict[str, Any]) -> None:
        """Copy an event to the queue of every worker that subscribes to its type."""
        kind, detail = entry["DetailType"], json.loads(entry["Detail"])
        assert kind != UNREADABLE, detail
        self.published.add(detail["id"])
        for queue in self.queues.values():
            if kind in queue.spec.subscriptions:
                self.came_up.add(f"{queue.spec.name} {kind}")
                queue.put({"source": entry["Source"], "detail-type": kind, "detail": detail}, self.clock.time)
