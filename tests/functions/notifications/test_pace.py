"""All workers together send no more in a second than the account may, and nothing is lost by waiting."""

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.notifications.handler import handler
from infra.local.people import People
from shared.store import aws, pace
from shared.store.settings import from_env
from tests.functions.applications.applicant import OPEN, submitted
from tests.functions.notifications.test_worker import Sent, sent, written
from tests.runtime.concurrency import race
from tests.runtime.messages import NONE_FAILED, batch, facts, waiting

pytestmark = pytest.mark.usefixtures("aws", "written")
__all__ = ["sent", "written"]
SECOND = timedelta(seconds=1)


def test_second_has_so_many_turns_whoever_asks() -> None:
    taken = race([lambda: pace.take_turn(3, OPEN)] * 8)
    assert Counter(taken) == {True: 3, False: 5}
    assert [pace.take_turn(3, OPEN + n * SECOND) for n in (0, 1)] == [False, True]


class Clock(datetime):
    """The time that the worker asks for."""

    at = OPEN

    @classmethod
    def now(cls, _tz: Any = None) -> datetime:  # type: ignore[override]
        return cls.at


def test_mails_wait_for_their_second_and_each_is_sent_once(
    people: People, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_RATE", "2")
    monkeypatch.setattr("functions.notifications.handler.datetime", Clock)
    monkeypatch.setattr("random.randint", lambda _least, _most: 0)
    for n in range(7):
        submitted(people, f"applicant-{n}")
    given, seconds = batch(*facts("ApplicationSubmitted")), []
    while given["Records"]:
        before = len(sent)
        assert handler(given, None) == NONE_FAILED
        seconds.append(len(sent) - before)
        given = {"Records": waiting()}
        assert {json.loads(record["body"])["attempt"] for record in given["Records"]} <= {0}
        monkeypatch.setattr(Clock, "at", Clock.at + SECOND)
    assert (seconds, len(set(sent)), len(sent)) == ([2, 2, 2, 1], 7, 7)


def test_mail_whose_turn_comes_later_waits_in_the_queue_for_seconds(
    people: People, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_RATE", "1")
    monkeypatch.setattr("functions.notifications.handler.datetime", Clock)
    for n in range(2):
        submitted(people, f"applicant-{n}")
    assert handler(batch(*facts("ApplicationSubmitted")), None) == NONE_FAILED
    queue = {"QueueUrl": from_env("QUEUE_URL"), "AttributeNames": ["ApproximateNumberOfMessagesDelayed"]}
    delayed = aws.client("sqs").get_queue_attributes(**queue)["Attributes"]["ApproximateNumberOfMessagesDelayed"]
    assert (len(sent), delayed, waiting()) == (1, "1", [])
