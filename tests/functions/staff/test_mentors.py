"""Mentors as staff see them."""

import pytest

from infra.local.people import People
from tests.functions.mentors.volunteer import active, new_mentor
from tests.functions.staff.staff_client import staff

pytestmark = pytest.mark.usefixtures("aws")


def listed(**query: str) -> list[str]:
    """The ids of the mentors found."""
    return sorted(item["id"] for item in staff("GET", "/mentors", query=query).json["items"])


def test_list_finds_mentors_by_status_and_words(people: People) -> None:
    waiting, approved = new_mentor(people, "mentor-1"), active(people, "mentor-2", institution="Lakeside Cancer Center")
    waiting.volunteer(institution="Redwood Cancer Institute")
    everyone = sorted([waiting.id, approved.id])
    assert (listed(), listed(q="cancer"), listed(q="no one")) == (everyone, everyone, [])
    assert (listed(status="interested"), listed(status="active"), listed(status="paused")) == (
        [waiting.id],
        [approved.id],
        [],
    )
    assert (listed(q="redWOOD"), listed(status="active", q="redwood"), listed(q=approved.id)) == (
        [waiting.id],
        [],
        [approved.id],
    )
    name = approved.person.form["name"]
    assert listed(q=f"{name['first']} {name['last']}") == [approved.id]


def test_mentor_in_the_list_has_capacity_and_open_places(people: People) -> None:
    approved = active(people)
    (item,) = staff("GET", "/mentors").json["items"]
    assert item == approved.read()
    assert (item["capacity"], item["open_places"], item["status"]) == (1, 1, "active")


def test_unknown_status_and_unknown_mentor_are_refused() -> None:
    refused, missing = staff("GET", "/mentors", query={"status": "asleep"}), staff("POST", "/mentors/no one/approval")
    assert (refused.status, refused.json["errors"][0]["field"], missing.status) == (422, "status", 404)


def test_mentors_are_found_however_their_names_are_typed_and_listed_in_pages(people: People) -> None:
    names = {"first": "Núria", "last": "O’Brien-Müller"}
    nuria = active(people, "mentor-1", name=names, institution="Redwood Cancer Institute")
    single = active(people, "mentor-2", name={"first": "Teuila", "single_name": True}, institution="Mesa Group")
    for q in ("nuria", "O'Brien", "obrien nuria", "Mueller", "o brien", nuria.person.email.upper(), "redwood muller"):
        assert (q, listed(q=q)) == (q, [nuria.id])
    assert (listed(q="teuila"), listed(q="teuila redwood"), listed(q="' -")) == ([single.id], [], [])
    pages: list[str] = []
    cursor: str | None = ""
    for _ in range(2):
        page = staff("GET", "/mentors", query={"limit": "1", "status": "active", "cursor": cursor or ""}).json
        pages, cursor = [*pages, *(item["id"] for item in page["items"])], page["next_cursor"]
    assert (sorted(pages), cursor) == (sorted([nuria.id, single.id]), None)


@pytest.mark.parametrize(
    ("query", "field"), [({"q": "x" * 201}, "q"), ({"cursor": "x"}, "cursor"), ({"limit": "x"}, "limit")]
)
def test_what_is_no_list_of_mentors_is_refused(query: dict[str, str], field: str) -> None:
    answer = staff("GET", "/mentors", query=query)
    assert (answer.status, answer.json["errors"][0]["field"]) == (422, field)
