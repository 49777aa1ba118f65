"""Rounds that outgrow the function: what is about rounds goes to the container, in a stage that has one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from threading import Event

from functions.matching.sending import send
from shared.domain.activity import Activity
from shared.store.settings import from_env

Action = Callable[[list[Activity], datetime], None]
#: Set where rounds are drawn; the event asks to stop after the work at hand.
_drawing: ContextVar[Event | None] = ContextVar("drawing", default=None)


class Stopped(Exception):
    """The container was asked to stop before it came to this; the message is delivered again."""


@contextmanager
def drawing_here(stopping: Event) -> Iterator[None]:
    """Do in this block what is about rounds, and begin nothing once `stopping` is set."""
    token = _drawing.set(stopping)
    try:
        yield
    finally:
        _drawing.reset(token)


def about_rounds(action: Action) -> Action:
    """Mark what takes as long and as much memory as there are people: the container does it, where there is one."""

    @wraps(action)
    def act(facts: list[Activity], now: datetime) -> None:
        stopping = _drawing.get()
        if stopping and stopping.is_set():
            raise Stopped
        queue = "" if stopping else from_env("CONTAINER_QUEUE_URL")
        if queue:
            for fact in facts:
                send(queue, fact)
        else:
            action(facts, now)

    return act
