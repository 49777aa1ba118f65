"""The queue side of a worker: a message that fails is delivered again, alone or with its group."""

from datetime import UTC, datetime

import pytest

from shared.domain.activity import Activity, activity
from shared.runtime.queues import activity_of, process_batch, process_groups
from tests.runtime.faults import BROKEN
from tests.runtime.messages import NONE_FAILED, batch, failed, message, poison


def fact(subject: str, cycle: str = "2024-25") -> Activity:
    """One fact."""
    at = datetime(2024, 4, 16, 3, 59, 59, 999000, UTC)
    return activity("ApplicationSubmitted", subject, "v1", at=at, actor="applicant", cycle=cycle, version=1)


def refuse(received: Activity) -> None:
    """Fail for every subject that says so."""
    if received.subject.startswith("bad"):
        raise RuntimeError


def test_fact_is_read_as_it_was_stored() -> None:
    assert activity_of(message(fact("a"))) == fact("a")


def test_only_the_message_that_fails_is_returned() -> None:
    assert process_batch(batch(fact("a"), fact("bad"), fact("b")), refuse) == failed(fact("bad").id)
    assert process_batch(batch(), refuse) == process_batch(batch(fact("a")), refuse) == NONE_FAILED


def test_every_message_is_processed_even_if_others_fail() -> None:
    seen: list[str] = []

    def work(received: Activity) -> None:
        seen.append(received.subject)
        refuse(received)

    process_batch({"Records": [poison(), *batch(fact("bad1"), fact("a"), fact("bad2"), fact("b"))["Records"]]}, work)
    assert seen == ["bad1", "a", "bad2", "b"]


@pytest.mark.parametrize("error", BROKEN, ids=lambda error: type(error).__name__)
def test_broken_connection_fails_only_its_message(error: Exception) -> None:
    def work(received: Activity) -> None:
        if received.subject == "bad":
            raise error

    assert process_batch(batch(fact("a"), fact("bad"), fact("b")), work) == failed(fact("bad").id)


def test_two_messages_with_the_same_fact_fail_separately() -> None:
    records = [message(fact("bad"), "m1"), message(fact("a"), "m2"), message(fact("bad"), "m3")]
    assert process_batch({"Records": records}, refuse) == failed("m1", "m3")


def test_group_is_processed_once_and_fails_as_a_whole() -> None:
    seen: list[list[str]] = []

    def work(facts: list[Activity]) -> None:
        seen.append([received.subject for received in facts])
        for received in facts:
            refuse(received)

    given = [fact("a", "one"), fact("b", "two"), fact("bad", "one"), fact("c", "three")]
    outcome = process_groups(batch(*given), lambda received: str(received.cycle), work)
    assert (outcome, seen) == (failed(given[0].id, given[2].id), [["a", "bad"], ["b"], ["c"]])


@pytest.mark.parametrize(
    "body", ["", "no JSON", "[]", "null", "17", "{}", '{"detail": null}', '{"detail": {"id": "x"}}', "[" * 100_000]
)
def test_message_that_cannot_be_read_fails_alone(body: str) -> None:
    records = [message(fact("a")), {"messageId": "unreadable", "body": body}, message(fact("b"))]
    assert process_batch({"Records": records}, refuse) == failed("unreadable")
