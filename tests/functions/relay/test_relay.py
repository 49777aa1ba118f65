"""From the activity table's stream to the bus."""

import json
from datetime import UTC, datetime

import pytest

from functions.relay.handler import handler
from shared.domain.activity import Activity, activity
from shared.store import aws
from tests.functions.relay.conftest import Bus
from tests.runtime.faults import BROKEN, dies_at
from tests.runtime.messages import NONE_FAILED, failed, message, stream

pytestmark = pytest.mark.usefixtures("aws", "bus")
AT = datetime(2024, 4, 16, 3, 59, 59, 999000, UTC)


def facts(count: int) -> list[Activity]:
    """Facts as staff make them, with a note that may name a person."""
    return [
        activity(
            "DeadlineExtended", f"a{n:02}", "r1", at=AT, actor="staff:s1", cycle="2024-25", note="Ada", until="later"
        )
        for n in range(count)
    ]


def test_fact_is_published_without_its_note(bus: Bus) -> None:
    (fact,) = facts(1)
    assert handler(stream(fact), None) == NONE_FAILED
    ((entry,),) = bus.calls
    assert {name: value for name, value in entry.items() if name != "Detail"} == {
        "EventBusName": "test-bus",
        "Source": "mentoring",
        "DetailType": "DeadlineExtended",
        "Time": AT,
    }
    detail = json.loads(entry["Detail"])
    assert detail == {
        "id": "DeadlineExtended.a00.r1",
        "type": "DeadlineExtended",
        "subject": "a00",
        "cycle": "2024-25",
        "at": "2024-04-16T03:59:59.999Z",
        "actor": "staff:s1",
        "data": {"until": "later"},
    }
    # What workers are tested with is what really reaches them.
    assert json.loads(message(fact)["body"])["detail"] == detail


def test_fact_whose_note_was_erased_is_no_news(bus: Bus) -> None:
    event = stream(*facts(2))
    event["Records"][0]["dynamodb"]["NewImage"]["note_cleared"] = {"BOOL": True}
    assert handler(event, None) == NONE_FAILED
    assert bus.ids == [["DeadlineExtended.a01.r1"]]


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (10, [10]), (11, [10, 1]), (25, [10, 10, 5])])
def test_facts_are_published_in_order_and_in_tens(bus: Bus, count: int, sizes: list[int]) -> None:
    given = facts(count)
    assert handler(stream(*given), None) == NONE_FAILED
    assert [len(call) for call in bus.calls] == sizes
    assert [id for call in bus.ids for id in call] == [fact.id for fact in given]


@pytest.mark.parametrize("place", [0, 9, 10, 24])
def test_stream_continues_from_the_refused_fact(bus: Bus, place: int) -> None:
    given = facts(25)
    bus.refuses = given[place].id
    assert handler(stream(*given), None) == failed(str(place + 1))
    assert len(bus.calls) == place // 10 + 1
    bus.refuses = None
    assert handler({"Records": stream(*given)["Records"][place:]}, None) == NONE_FAILED
    assert {id for call in bus.ids for id in call} == {fact.id for fact in given}


def test_stream_continues_from_the_first_fact_when_the_bus_is_unavailable() -> None:
    aws.client("events").delete_event_bus(Name="test-bus")
    assert handler(stream(*facts(3)), None) == failed("1")


@pytest.mark.parametrize("error", BROKEN, ids=lambda error: type(error).__name__)
def test_stream_continues_from_the_first_fact_when_the_connection_breaks(bus: Bus, error: Exception) -> None:
    given = facts(21)
    with dies_at("PutEvents", 2, done=True, error=error):
        assert handler(stream(*given), None) == failed("11")
    assert handler({"Records": stream(*given)["Records"][10:]}, None) == NONE_FAILED
    assert {id for call in bus.ids for id in call} == {fact.id for fact in given}


@pytest.mark.parametrize("place", [0, 6, 13])
def test_fact_that_fails_its_whole_call_is_the_one_to_continue_from(bus: Bus, place: int) -> None:
    given = facts(14)
    bus.fails = given[place].id
    assert handler(stream(*given), None) == failed(str(place + 1))
    assert [id for call in bus.ids for id in call] == [fact.id for fact in given[:place]]


@pytest.mark.parametrize("place", [0, 6, 13])
@pytest.mark.parametrize("missing", ["type", "at", "id", "subject"])
def test_unreadable_fact_goes_to_the_dead_letters_and_holds_up_no_other(
    bus: Bus, place: int, missing: str, caplog: pytest.LogCaptureFixture
) -> None:
    given, event = facts(14), stream(*facts(14))
    del event["Records"][place]["dynamodb"]["NewImage"][missing]
    assert handler(event, None) == NONE_FAILED
    entries = [entry for call in bus.calls for entry in call]
    name = "None" if missing == "id" else given[place].id
    unreadable = {"id": name, "sequence_number": str(place + 1)}
    assert [(entry["DetailType"], json.loads(entry["Detail"])["id"]) for entry in entries] == [
        ("ActivityUnreadable", name) if n == place else ("DeadlineExtended", fact.id) for n, fact in enumerate(given)
    ]
    assert json.loads(entries[place]["Detail"]) == unreadable
    (failure,) = [vars(record) for record in caplog.records if record.levelname == "ERROR"]
    assert (failure["activities"], failure["sequence_number"]) == ([name], str(place + 1))


def test_fact_of_a_type_that_only_a_later_version_knows_is_published(bus: Bus) -> None:
    event = stream(*facts(1))
    event["Records"][0]["dynamodb"]["NewImage"]["type"] = {"S": "CheckInRecorded"}
    assert handler(event, None) == NONE_FAILED
    ((entry,),) = bus.calls
    assert (entry["DetailType"], json.loads(entry["Detail"])["type"]) == ("CheckInRecorded", "CheckInRecorded")
