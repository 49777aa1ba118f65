"""While SES takes no mail, mails wait; once it does, each is sent once and soon, however long that was."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from botocore.exceptions import ConnectTimeoutError

from functions.notifications import handler as module
from functions.notifications.handler import handler
from infra.local.people import People
from tests.functions.applications.applicant import OPEN, submitted
from tests.functions.notifications.test_refusals import refusing
from tests.functions.notifications.test_worker import Sent, sent, written
from tests.functions.staff.staff_client import staff
from tests.runtime.faults import fails
from tests.runtime.messages import NONE_FAILED, batch, facts, failed, waiting
from tests.store.scans import items

pytestmark = pytest.mark.usefixtures("aws", "written")
__all__ = ["sent", "written"]
STEP, QUARTER, HOUR = timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1)
Outage = Callable[[], AbstractContextManager[Any]]


class Clock:
    """The time, for the worker and for its queue alike."""

    def __init__(self) -> None:
        self.now = OPEN

    @contextmanager
    def running(self) -> Iterator["Clock"]:
        """Let the worker ask this clock what time it is, and SQS when a delay is over."""
        clock = self

        class Worker(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                return clock.now.astimezone(tz)

        def seconds(at: datetime | None = None) -> float:
            return (at or clock.now).timestamp()

        def milliseconds(at: datetime | None = None) -> float:
            return seconds(at) * 1000

        with ExitStack() as stack:
            stack.enter_context(patch.object(module, "datetime", Worker))
            stack.enter_context(patch("moto.sqs.models.unix_time", seconds))
            stack.enter_context(patch("moto.sqs.models.unix_time_millis", milliseconds))
            yield self


@pytest.fixture
def clock() -> Iterator[Clock]:
    with Clock().running() as running:
        yield running


def work() -> None:
    """Deliver what the queue holds; what is delayed stays."""
    if records := waiting():
        assert handler({"Records": records}, None) == NONE_FAILED


def paused() -> AbstractContextManager[Any]:
    return refusing("SendingPausedException", "Sending is paused.")


def unreachable() -> AbstractContextManager[Any]:
    return fails("SendEmail", 10**6, ConnectTimeoutError(endpoint_url="https://email.us-east-1.amazonaws.com/"))


@pytest.mark.parametrize(
    ("outage", "hours", "mails"),
    [(paused, 1, 3), (unreachable, 1, 3), (paused, 24, 1)],
    ids=["paused", "lost", "a day"],
)
def test_mails_of_an_outage_are_late_and_each_is_sent_once(
    people: People, sent: Sent, clock: Clock, outage: Outage, hours: int, mails: int
) -> None:
    ones = [submitted(people, f"applicant-{n}") for n in range(mails)]
    with outage():
        assert handler(batch(*facts("ApplicationSubmitted")), None) == NONE_FAILED
        while clock.now < OPEN + timedelta(hours=hours):
            clock.now += STEP if hours == 1 else HOUR
            work()
    assert (sent, len(items("mails"))) == ([], mails)
    for _ in range(5):
        clock.now += STEP
        work()
    assert Counter(sent) == Counter(("received", one.person.email) for one in ones)
    clock.now += timedelta(days=1)
    assert (waiting(), {mail["status"] for mail in items("mails")}) == ([], {"sent"})


def test_delay_grows_to_a_quarter_of_an_hour(people: People, sent: Sent, clock: Clock) -> None:
    submitted(people)
    tries: list[float] = []
    with paused():
        assert handler(batch(*facts("ApplicationSubmitted")), None) == NONE_FAILED
        while clock.now < OPEN + timedelta(hours=1):
            clock.now += timedelta(seconds=30)
            if records := waiting():
                tries.append((clock.now - OPEN).total_seconds())
                assert handler({"Records": records}, None) == NONE_FAILED
    assert (tries, sent) == ([30, 90, 210, 450, 930, 1830, 2730], [])


def test_staff_are_told_once_a_day_when_mail_is_delayed(people: People, sent: Sent, clock: Clock) -> None:
    for n in range(2):
        submitted(people, f"applicant-{n}")
    clock.now = OPEN + timedelta(hours=10)
    with paused():
        assert handler(batch(*facts("ApplicationSubmitted")), None) == NONE_FAILED
        while clock.now < OPEN + timedelta(hours=12, minutes=45):
            clock.now += QUARTER
            work()
    tasks = [task for task in staff("GET", "/tasks").json["items"] if task["kind"] == "mail_delayed"]
    assert [(task["subject"], task["data"]) for task in tasks] == [("mail", {"code": "SendingPausedException"})] * 2
    assert sorted(task["created_at"][:10] for task in tasks) == ["2024-04-15", "2024-04-16"]
    assert sent == []


def test_mail_that_is_refused_for_a_week_goes_to_the_dead_letters(people: People, sent: Sent, clock: Clock) -> None:
    submitted(people)
    with paused():
        assert handler(batch(*facts("ApplicationSubmitted")), None) == NONE_FAILED
        clock.now += QUARTER
        (part,) = waiting()
        weary = {**part, "body": part["body"].replace('"attempt":1', '"attempt":672')}
        assert handler({"Records": [weary]}, None) == failed(part["messageId"])
    assert (waiting(), sent) == ([], [])
