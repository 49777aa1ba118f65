"""The trail as staff read it: by what happened, to what, by whom and when, in pages that stay whole."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.domain.activity import Activity, ActivityType, activity
from shared.store import activities
from shared.store.commit import commit
from tests.bench.applicants import put
from tests.bench.reading import counted
from tests.functions.staff.staff_client import staff
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws")
START = datetime(2024, 4, 1, tzinfo=UTC)
NOW = datetime(2024, 4, 16, tzinfo=UTC)
TYPES: tuple[ActivityType, ...] = ("ApplicationSubmitted", "VerdictReached", "ApplicationWithdrawn")


@pytest.fixture
def facts() -> list[Activity]:
    """Two dozen facts of a fortnight, four at the same instant each, newest first; every tenth by staff."""
    made = []
    for n in range(24):
        actor = f"staff:{n % 20}" if n % 10 == 0 else "applicant"
        at, cycle = START + timedelta(hours=56 * (n // 4)), ("2024-25", "2023-24")[n % 5 == 0]
        fact = activity(TYPES[n % 3], f"subject-{n % 7}", n, at=at, actor=actor, cycle=cycle, note=f"Reason {n}")
        commit(fact)
        made.append(fact)
    return sorted(made, key=lambda fact: (fact.at, fact.id), reverse=True)


def walk(limit: int, **query: str) -> list[str]:
    found: list[str] = []
    cursor: str | None = ""
    for number in range(200):
        page = staff("GET", "/activity", query={"limit": str(limit), "cursor": cursor or "", **query}, at=NOW)
        assert page.status == 200, page.json
        found += [item["id"] for item in page.json["items"]]
        cursor = page.json["next_cursor"]
        if cursor is None:
            return found
        later = NOW + timedelta(minutes=1)
        commit(activity("TaskDone", "someone", f"{limit}.{number}", at=later, actor="staff:9", cycle="2024-25"))
    raise AssertionError("the trail has no end")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, lambda _: True),
        ({"cycle": "2023-24"}, lambda fact: fact.cycle == "2023-24"),
        ({"subject": "subject-3"}, lambda fact: fact.subject == "subject-3"),
        ({"type": "VerdictReached"}, lambda fact: fact.type == "VerdictReached"),
        ({"actor": "staff:10"}, lambda fact: fact.actor == "staff:10"),
        ({"actor": "applicant"}, lambda fact: fact.actor == "applicant"),
        ({"after": "2024-04-08T00:00:00Z"}, lambda fact: fact.at >= datetime(2024, 4, 8, tzinfo=UTC)),
        (
            {"cycle": "2024-25", "type": "ApplicationSubmitted", "subject": "subject-6", "actor": "applicant"},
            lambda fact: (
                (fact.cycle, fact.type, fact.subject, fact.actor)
                == ("2024-25", "ApplicationSubmitted", "subject-6", "applicant")
            ),
        ),
        ({"subject": "no one"}, lambda _: False),
        ({"after": "2031-01-01T00:00:00Z"}, lambda _: False),
    ],
)
def test_trail_has_what_is_asked_for_newest_first_and_each_once(
    facts: list[Activity], query: dict[str, str], wanted: Any
) -> None:
    expected = [fact.id for fact in facts if wanted(fact)]
    assert [walk(limit, **query) for limit in (3, 200)] == [expected] * 2


def test_entry_tells_who_did_what_to_what_and_why(facts: list[Activity]) -> None:
    (entry,) = staff("GET", "/activity", query={"limit": "1"}, at=NOW).json["items"]
    assert entry == {**facts[0].as_dict(), "subject": facts[0].subject, "cycle": facts[0].cycle, "starts": []}


@pytest.mark.usefixtures("aws", "facts")
def test_trail_is_read_by_index_and_no_more_than_a_page() -> None:
    for query in ({"subject": "subject-3"}, {"type": "VerdictReached"}, {"actor": "staff:10"}):
        with counted() as read:
            assert staff("GET", "/activity", query={"limit": "2", **query}, at=NOW).status == 200
        assert (read["Query"], read["Scan"]) == (1, 0)
    with counted() as read:
        assert staff("GET", "/activity", query={"limit": "5"}, at=NOW + timedelta(days=300)).json["next_cursor"]
    assert (read["Query"], read["Scan"]) == (4 * 31, 0)


@pytest.mark.parametrize("query", [{}, {"cycle": "2024-25"}, {"type": "VerdictReached"}, {"actor": "staff:1"}])
def test_page_of_a_crowded_day_reads_little_more_than_its_rows(query: dict[str, str]) -> None:
    for n in range(900):
        at = START + timedelta(seconds=n)
        put(activities.write(activity("VerdictReached", f"s-{n}", 1, at=at, actor="staff:1", cycle="2024-25")))
    with counted() as read:
        page = staff("GET", "/activity", query={"limit": "50", **query}, at=START + timedelta(hours=1)).json
    assert [item["subject"] for item in page["items"]] == [f"s-{n}" for n in range(899, 849, -1)]
    assert read["items"] <= 4 * 100
    assert walk(200, **query) == [f"VerdictReached.s-{n}.1" for n in range(899, -1, -1)]


def test_saved_drafts_are_found_by_their_application_alone() -> None:
    commit(activity("ApplicationDrafted", "one", "v1", at=START, actor="applicant", cycle="2024-25"))
    assert (walk(5), len(walk(5, subject="one"))) == ([], 1)
    refused = staff("GET", "/activity", query={"type": "ApplicationDrafted"}, at=NOW)
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "subject")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"type": "Nothing"}, "type"),
        ({"after": "yesterday"}, "after"),
        ({"after": "2024-04-01T00:00:00"}, "after"),
        ({"subject": "x" * 201}, "subject"),
        ({"cursor": "???"}, "cursor"),
        ({"cursor": "WyJ4IiwieSJd"}, "cursor"),
        ({"cursor": "WyIyMDI0LTA0LTE1VDIzOjU5OjYxLjAwMFoiLCJ4Il0="}, "cursor"),  # a second 61
        ({"limit": "201"}, "limit"),
    ],
)
def test_what_the_trail_cannot_read_is_refused_beside_its_field(query: dict[str, str], field: str) -> None:
    answer = staff("GET", "/activity", query=query, at=NOW)
    assert (answer.status, [error["field"] for error in answer.json["errors"]]) == (422, [field])


def replay(id: str, groups: str = "[staff coordinator]") -> Any:
    return staff("POST", f"/activity/{id}/replay", at=NOW, groups=groups)


def test_fact_is_sent_through_the_stream_again_and_the_trail_keeps_who_did_it() -> None:
    fact = activity("ApplicationSubmitted", "one", "v1", at=START, actor="applicant", cycle="2024-25", version=1)
    commit(fact)
    answer = replay(fact.id)
    assert (answer.status, answer.json["id"], answer.json["starts"]) == (
        202,
        fact.id,
        ["eligibility", "notifications"],
    )
    (stored,) = [item for item in items("activity") if item["id"] == fact.id]
    assert stored["published_again_at"] == "2024-04-16T00:00:00.000Z"
    (replayed,) = of_type("ActivityReplayed")
    assert (replayed["subject"], replayed["cycle"], replayed["actor"], replayed["data"]) == (
        "one",
        "2024-25",
        "staff:staff-1",
        {"activity": fact.id},
    )


@pytest.mark.parametrize(
    ("id", "groups", "status"),
    [
        ("TaskDone.someone.1", "[staff coordinator]", 409),
        ("ApplicationSubmitted.no-one.v1", "[staff coordinator]", 404),
        ("ApplicationSubmitted.one.v1", "[staff]", 403),
    ],
)
def test_replay_is_refused_to_staff_and_for_what_starts_nothing(id: str, groups: str, status: int) -> None:
    commit(activity("TaskDone", "someone", 1, at=START, actor="staff:9", cycle="2024-25"))
    commit(activity("ApplicationSubmitted", "one", "v1", at=START, actor="applicant", cycle="2024-25", version=1))
    before = counts()
    assert (replay(id, groups).status, counts()) == (status, before)
