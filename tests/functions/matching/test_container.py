"""The container's loop: what is handed over is done and deleted, what fails comes again; tests/clock has the late."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient
from pydantic_core import to_json

from functions.matching import container
from functions.matching.handler import handler
from functions.matching.sending import send
from shared.domain.activity import Activity
from shared.runtime.queues import MOST_RECEIVES
from shared.store import aws
from tests.functions.applications.applicant import eligible
from tests.functions.matching.handed_over import container_queue, left
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.faults import BROKEN, fails
from tests.runtime.messages import NONE_FAILED, batch, facts, poison
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture(autouse=True, name="queue")
def _queue(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The queue of a container that needn't wait, and a round that staff asked for."""
    request.getfixturevalue("aws")
    write_cycle(request.getfixturevalue("cycle"))
    eligible(request.getfixturevalue("people"))
    staff("POST", "/cycles/2024-25/rounds")
    monkeypatch.setattr(container, "WAIT", 0)
    monkeypatch.setattr(container, "PAUSE", 0.01)
    return container_queue(monkeypatch)


def hand_over() -> None:
    """Let the function hand over the request for a round."""
    assert handler(batch(*facts("RoundRequested")), None) == NONE_FAILED


@contextmanager
def running() -> Iterator[None]:
    """The loop in a thread of its own, stopped in the end."""
    stopping = Event()
    loop = Thread(target=container.run, args=(stopping,))
    loop.start()
    try:
        yield
    finally:
        stopping.set()
        loop.join(10)
    assert not loop.is_alive()


def eventually(is_so: Callable[[], Any]) -> None:
    """Wait until it is so; fail when it isn't soon."""
    until = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


def drawn() -> list[int]:
    """The numbers of the rounds that were drawn."""
    return [it["data"]["round"] for it in of_type("RoundDrafted")]


def test_what_is_handed_over_is_drawn_and_deleted(queue: str) -> None:
    hand_over()
    assert (left(queue), drawn()) == ((1, 0), [])
    with running():
        eventually(lambda: left(queue) == (0, 0))
    assert drawn() == [1]


def test_what_fails_stays_and_the_others_are_deleted(queue: str) -> None:
    hand_over()
    aws.client("sqs").send_message(QueueUrl=queue, MessageBody=poison()["body"])
    with running():
        eventually(lambda: left(queue) == (0, 1))
    assert drawn() == [1]


def test_what_fails_five_times_ends_in_the_dead_letters_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    sqs = aws.client("sqs")
    dead = sqs.create_queue(QueueName="test-matching-dead-letters")["QueueUrl"]
    arn = "arn:aws:sqs:us-east-1:123456789012:test-matching-dead-letters"
    sqs.delete_queue(QueueUrl=os.environ["CONTAINER_QUEUE_URL"])
    policy = to_json({"deadLetterTargetArn": arn, "maxReceiveCount": MOST_RECEIVES}).decode()
    queue = container_queue(monkeypatch, RedrivePolicy=policy)
    monkeypatch.setattr(container, "HIDDEN", 0)
    sent = sqs.send_message(QueueUrl=queue, MessageBody=poison()["body"])["MessageId"]
    with running():
        eventually(lambda: left(dead) == (1, 0))
    assert left(queue) == (0, 0)
    assert [it["subject"] for it in of_type("WorkFailed")] == [sent]


@contextmanager
def while_drawing(what: Callable[[], object]) -> Iterator[None]:
    """Let something happen once, when a round is about to be written."""
    real, first = BaseClient._make_api_call, iter([True])  # type: ignore[attr-defined]

    def call(client: Any, name: str, arguments: Any) -> Any:
        if name == "TransactWriteItems" and next(first, False):
            what()
        return real(client, name, arguments)

    with patch.object(BaseClient, "_make_api_call", call):
        yield


def test_queue_that_is_out_of_reach_is_asked_again(queue: str) -> None:
    hand_over()
    with fails("ReceiveMessage", 3, BROKEN[1]), running():
        eventually(lambda: left(queue) == (0, 0))
    assert drawn() == [1]


def test_asked_to_stop_it_finishes_the_round_at_hand_and_leaves_the_rest(queue: str) -> None:
    hand_over()
    later = Activity("MentorChanged.mentor.9", "MentorChanged", "mentor", datetime.now(UTC), "program", None, {})
    send(queue, later)
    with handlers_restored(), while_drawing(lambda: os.kill(os.getpid(), signal.SIGTERM)):
        container.main()
    assert (drawn(), left(queue)) == ([1], (0, 1))


@contextmanager
def handlers_restored() -> Iterator[None]:
    """Give the process back what it does when asked to stop."""
    before = {asked: signal.getsignal(asked) for asked in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for asked, does in before.items():
            signal.signal(asked, does)


def test_waits_end_before_their_time_is_over() -> None:
    assert aws.PATIENCE["sqs"].read > container.WAIT
    assert container.BEAT + aws.PATIENCE["sqs"].longest < container.HIDDEN / 2
