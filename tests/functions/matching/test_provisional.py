"""Provisional rounds: at most one in ten minutes, none forgotten, and their pairs go after a month."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest

from functions.matching import drafting, handler, later, sending
from infra.local.people import People
from shared.domain.activity import Activity
from shared.domain.cycle import Cycle
from shared.store import dynamodb as db
from shared.store import rounds
from tests.functions.applications.applicant import eligible
from tests.functions.mentors.volunteer import active
from tests.functions.staff.staff_client import staff, window, write_cycle
from tests.runtime.messages import facts
from tests.store.scans import items, of_type

pytestmark = pytest.mark.usefixtures("aws")
NOW = datetime.now(UTC).replace(microsecond=0)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _one_eligible(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """An eligible applicant, while the window is open."""
    request.getfixturevalue("aws")
    cycle = request.getfixturevalue("cycle")
    write_cycle(cycle)
    eligible(request.getfixturevalue("people"))
    write_cycle(cycle, **window(NOW, -5, 5))
    monkeypatch.setenv("PROVISIONAL_EVERY", "600")


class Queue:
    """SQS as the worker sees it: what the worker sends itself, and how long it's held back."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def send_message(self, **message: Any) -> None:
        self.sent.append(message)


@pytest.fixture
def queue() -> Any:
    held = Queue()
    with patch.object(sending, "sqs", lambda: held):
        yield held


def draw(requests: Sequence[Activity], now: datetime) -> int:
    """Draw what is asked for; return how many rounds there are."""
    drafting.draw_round("2024-25", requests, now)
    return len(list(rounds.list_newest_first("2024-25")))


def asked(at: datetime) -> list[Activity]:
    """A verdict of that time."""
    return [replace(facts("VerdictReached")[0], at=at)]


def test_round_that_is_asked_for_too_soon_is_drawn_when_it_is_due(people: People, queue: Queue) -> None:
    assert draw(asked(NOW), NOW) == 1
    active(people)
    assert draw(asked(NOW + 4 * MINUTE), NOW + 4 * MINUTE) == 1
    (held,) = queue.sent
    assert held["DelaySeconds"] == 360
    record = {"messageId": "held", "body": held["MessageBody"]}
    with patch.object(handler, "datetime") as clock:
        clock.now.return_value = NOW + 10 * MINUTE
        assert handler.handler({"Records": [record]}, None) == {"batchItemFailures": []}
    assert [head.number for head in rounds.list_newest_first("2024-25")] == [2, 1]
    assert (len(queue.sent), len(of_type("RoundDrafted"))) == (1, 2)


def test_thousand_verdicts_of_an_hour_make_eight_rounds() -> None:
    (first,) = asked(NOW)
    times = [NOW + timedelta(seconds=3.6 * n) for n in range(1000)]
    due: list[tuple[datetime, Activity]] = [(at, replace(first, at=at)) for at in times]
    drawn: list[datetime] = []

    def note(_cycle: Any, last: rounds.Round | None, _requests: Any, now: datetime) -> None:
        drawn.append(now)
        number = last.number + 1 if last else 1
        db.transact(rounds.write(rounds.Round("2024-25", number, "provisional", "f", "r", now, {}, {})))

    with patch.object(drafting, "_draw_next", note):
        while due:
            due.sort(key=lambda it: it[0])
            now, fact = due.pop(0)
            with patch.object(later, "ask_again", lambda f, wait, now=now: due.append((now + wait, f))):
                drafting.draw_round("2024-25", [fact], now)
    assert len(drawn) == 8
    assert min(b - a for a, b in pairwise(drawn)) >= 10 * MINUTE
    assert drawn[-1] >= NOW + timedelta(minutes=60)  # the last verdict is in the last round


def test_request_that_the_last_round_answered_draws_nothing(people: People, queue: Queue) -> None:
    draw(asked(NOW), NOW)
    active(people)
    assert draw(asked(NOW - 2 * MINUTE), NOW + 20 * MINUTE) == 1
    assert queue.sent == []


def test_staff_need_not_wait(queue: Queue) -> None:
    draw(asked(NOW), NOW)
    staff("POST", "/cycles/2024-25/rounds")
    assert draw(facts("RoundRequested"), NOW + MINUTE) == 2
    assert queue.sent == []


def test_change_of_a_mentor_waits_as_well(queue: Queue) -> None:
    draw(asked(NOW), NOW)
    change = replace(asked(NOW + MINUTE)[0], type="MentorChanged")
    drafting.outdate("2024-25", change, NOW + MINUTE)
    assert [held["DelaySeconds"] for held in queue.sent] == [540]


def test_pairs_of_a_provisional_round_go_after_a_month_and_those_of_a_draft_stay(people: People, cycle: Cycle) -> None:
    active(people)
    draw(asked(NOW), NOW)
    pieces = [item for item in items("rounds") if item["part"] != "round"]
    assert {int(item["expires_at"]) for item in pieces} == {int((NOW + timedelta(days=31)).timestamp())}
    assert [item for item in items("rounds") if item["part"] == "round" and "expires_at" in item] == []
    write_cycle(cycle, **window(NOW, -9, -1))
    staff("POST", "/cycles/2024-25/rounds")
    draw(facts("RoundRequested"), NOW)
    assert [it for it in items("rounds") if it["id"].endswith("0002") and "expires_at" in it] == []
    for item in pieces:
        key = db.encode_item({"id": item["id"], "part": item["part"]})
        db.client().delete_item(TableName=db.table("rounds"), Key=key)
    assert staff("GET", "/cycles/2024-25/rounds/1").status == 404
    assert staff("GET", "/cycles/2024-25/rounds").status == 200


def test_round_that_fades_is_drawn_again_though_nothing_changed(cycle: Cycle, queue: Queue) -> None:
    write_cycle(cycle, **window(NOW, -5, 60))
    draw(asked(NOW), NOW)
    assert draw(asked(NOW + timedelta(days=20)), NOW + timedelta(days=20)) == 1
    assert draw(asked(NOW + timedelta(days=25)), NOW + timedelta(days=25)) == 2
    assert queue.sent == []
