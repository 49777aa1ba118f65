"""A worker's queue, as SQS delivers from it: what fails comes back after a while, and ends in the dead letters."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from infra.spec import FunctionSpec

BATCH, MOST_RECEIVES = 10, 5
_numbers = count()


@dataclass
class Message:
    """A message, how often it was received, and from when on it can be received again."""

    body: str
    visible_at: datetime
    id: str = field(default_factory=lambda: f"message-{next(_numbers)}")
    receives: int = 0

    @property
    def record(self) -> dict[str, str]:
        """What the worker gets."""
        return {"messageId": self.id, "body": self.body}


@dataclass
class Queue:
    """The queue of a function, with the figures that infra/events.py gives it."""

    spec: FunctionSpec
    messages: list[Message] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)

    def put(self, body: Any, now: datetime) -> None:
        """Take a message."""
        self.messages.append(Message(body if isinstance(body, str) else json.dumps(body), now))

    def receive(self, now: datetime) -> list[Message]:
        """Give a batch of what can be received now, and hide it while it is worked on."""
        batch = [message for message in self.messages if message.visible_at <= now][:BATCH]
        for message in batch:
            message.receives += 1
            message.visible_at = now + timedelta(seconds=6 * self.spec.timeout)
        return batch

    def settle(self, batch: list[Message], failed: set[str]) -> None:
        """Forget what was done, and what has failed too often."""
        for message in batch:
            if message.id not in failed:
                self.messages.remove(message)
            elif message.receives >= MOST_RECEIVES:
                self.messages.remove(message)
                self.dead.append(message.body)
