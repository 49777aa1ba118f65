"""What is about rounds is handed over where a container draws them, and done in place elsewhere."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest

from functions.matching.actions import ACTION_BY_EVENT
from functions.matching.handler import handler
from functions.matching.handover import drawing_here
from infra.local.people import People
from shared.domain.activity import Activity
from shared.store import matches
from tests.functions.applications.applicant import eligible
from tests.functions.matching.handed_over import container_queue, handed_over
from tests.functions.mentors.volunteer import active
from tests.functions.staff.staff_client import propose, publish, staff, write_cycle
from tests.runtime.messages import NONE_FAILED, batch, facts, failed, message, poison
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws")
NOW = datetime.now(UTC).replace(microsecond=0)
KINDS = sorted(ACTION_BY_EVENT)


@pytest.fixture(autouse=True)
def _written(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("aws")
    write_cycle(request.getfixturevalue("cycle"))


def fact(kind: Any, subject: str = "someone") -> Activity:
    """A fact of this type about a round or someone of the cycle."""
    data = {"round": 1, "outcome": "eligible"}
    return Activity(f"{kind}.{subject}.1", kind, subject, NOW, "program", "2024-25", data)


@pytest.mark.parametrize("kind", KINDS)
def test_each_action_about_rounds_is_handed_over(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    container_queue(monkeypatch)
    before = counts()
    given = [fact(kind, "one"), fact(kind, "two")]
    assert handler(batch(*given), None) == NONE_FAILED
    assert [each["id"] for each in handed_over()] == [each.id for each in given]
    assert counts() == before


def test_verdict_that_leaves_the_pool_is_handed_over_too(monkeypatch: pytest.MonkeyPatch) -> None:
    container_queue(monkeypatch)
    verdict = replace(fact("VerdictReached"), data={"outcome": "ineligible"})
    assert handler(batch(verdict), None) == NONE_FAILED
    assert [each["id"] for each in handed_over()] == [verdict.id]


def test_fact_that_is_handed_over_is_the_one_that_came(monkeypatch: pytest.MonkeyPatch) -> None:
    container_queue(monkeypatch)
    staff("POST", "/cycles/2024-25/rounds")
    (asked,) = facts("RoundRequested")
    assert handler(batch(asked), None) == NONE_FAILED
    (sent,) = handed_over()
    with drawing_here(Event()):
        again = handler({"Records": [{"messageId": "again", "body": sent["body"]}]}, None)
    assert again == NONE_FAILED
    assert [it["data"]["round"] for it in of_type("RoundDrafted")] == [1]


def test_rounds_are_drawn_in_place_elsewhere(people: People) -> None:
    eligible(people)
    staff("POST", "/cycles/2024-25/rounds")
    assert handler(batch(*facts("RoundRequested")), None) == NONE_FAILED
    assert [it["state"] for it in items("rounds") if it["part"] == "round"] == ["draft"]


def test_side_that_leaves_is_let_go_before_the_container_starts(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    active(people)
    applicant = eligible(people)
    propose()
    container_queue(monkeypatch)
    applicant.withdraw()
    withdrawn = facts("ApplicationWithdrawn")
    assert handler(batch(*withdrawn), None) == NONE_FAILED
    assert [matches.load(it["id"]).state for it in items("matches")] == ["withdrawn"]  # type: ignore[union-attr]
    assert [each["id"] for each in handed_over()] == [each.id for each in withdrawn]
    before = counts()
    with drawing_here(Event()):
        assert handler(batch(*withdrawn), None) == NONE_FAILED
    assert counts() == before


def test_published_round_is_proposed_by_the_container(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    active(people)
    eligible(people)
    staff("POST", "/cycles/2024-25/rounds")
    handler(batch(*facts("RoundRequested")), None)
    container_queue(monkeypatch)
    publish(1)
    published = facts("RoundPublished")
    assert handler(batch(*published), None) == NONE_FAILED
    assert items("matches") == []
    with drawing_here(Event()):
        assert handler(batch(*published), None) == NONE_FAILED
    assert len(items("matches")) == 1


def test_unreadable_message_goes_back_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    container_queue(monkeypatch)
    asked = fact("RoundRequested")
    assert handler({"Records": [poison(), message(asked)]}, None) == failed("poison")
    assert [each["id"] for each in handed_over()] == [asked.id]


def test_fact_that_the_queue_does_not_take_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    container_queue(monkeypatch)
    monkeypatch.setenv("CONTAINER_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/123456789012/gone")
    verified, changed = fact("RoundVerificationRequested"), fact("MentorChanged")
    assert handler(batch(verified, changed), None) == failed(verified.id, changed.id)


def test_container_that_is_to_stop_begins_nothing() -> None:
    stopping = Event()
    stopping.set()
    asked: Sequence[Activity] = [fact("RoundRequested"), fact("MentorRetired")]
    with drawing_here(stopping):
        assert handler(batch(*asked), None) == failed(*(each.id for each in asked))
    assert items("rounds") == []
