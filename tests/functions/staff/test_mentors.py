"""Mentors as staff see them."""

import pytest

from infra.local.people import People
from tests.functions.mentors.volunteer import active, mentor
from tests.functions.staff.staff_client import staff

pytestmark = pytest.mark.usefixtures("aws")


def listed(**query: str) -> list[str]:
    """The ids of the mentors found."""
    return sorted(item["id"] for item in staff("GET", "/mentors", query=query).json["items"])


def test_list_finds_mentors_by_status_and_words(people: People) -> None:
    waiting, guide = mentor(people, "mentor-1"), active(people, "mentor-2", institution="Lakeside Cancer Center")
    waiting.volunteer(institution="Redwood Cancer Institute")
    everybody = sorted([waiting.id, guide.id])
    assert (listed(), listed(q="cancer"), listed(q="nobody")) == (everybody, everybody, [])
    assert (listed(status="interested"), listed(status="active"), listed(status="paused")) == (
        [waiting.id],
        [guide.id],
        [],
    )
    assert (listed(q="redWOOD"), listed(status="active", q="redwood"), listed(q=guide.id)) == (
        [waiting.id],
        [],
        [guide.id],
    )
    name = guide.person.form["name"]
    assert listed(q=f"{name['first']} {name['last']}") == [guide.id]


def test_mentor_in_the_list_tells_capacity_and_open_places(people: People) -> None:
    guide = active(people)
    (item,) = staff("GET", "/mentors").json["items"]
    assert item == guide.read()
    assert (item["capacity"], item["open_places"], item["status"]) == (1, 1, "active")


def test_unknown_status_and_unknown_mentor_are_refused() -> None:
    refused, missing = staff("GET", "/mentors", query={"status": "asleep"}), staff("POST", "/mentors/nobody/approval")
    assert (refused.status, refused.json["errors"][0]["field"], missing.status) == (422, "status", 404)
