"""Staff move the dates of a pair's term."""

from typing import Any

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import eligible
from tests.functions.mentors.volunteer import accept, active, matches_of
from tests.functions.staff.staff_client import propose, staff, write_cycle
from tests.scene import Scene
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
DATES = {"starts_on": "2032-01-31", "ends_on": "2032-12-31", "reason": "The mentor is on leave until then."}


@Scene
def confirmed(people: People, cycle: Cycle) -> str:
    write_cycle(cycle)
    applicant, mentor = eligible(people), active(people)
    propose()
    (match,) = matches_of(mentor.sub)
    assert [accept(side.sub, match["id"]).status for side in (applicant, mentor)] == [200, 200]
    return str(match["id"])


@pytest.fixture
def match(people: People, cycle: Cycle) -> str:
    return confirmed(people, cycle)


def test_dates_are_moved_once_and_both_sides_see_them(match: str) -> None:
    moved = [staff("PUT", f"/matches/{match}/term", DATES) for _ in range(2)]
    assert [answer.status for answer in moved] == [200, 200]
    term = matches_of("mentor-1")[0]["term"]
    assert (term["starts_on"], term["ends_on"]) == ("2032-01-31", "2032-12-31")
    assert term["check_ins"][0]["due_on"] == "2032-02-29"
    (fact,) = of_type("MatchTermMoved")
    assert (fact["actor"], fact["note"]) == ("staff:staff-1", DATES["reason"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": "2033-02-01"}, "ends_on"),
        ({"ends_on": "2032-07-30"}, "ends_on"),
        ({"starts_on": "2020-01-01"}, "starts_on"),
        ({"starts_on": "tomorrow"}, "starts_on"),
        ({"reason": " "}, "reason"),
    ],
)
def test_wrong_date_is_named_and_changes_nothing(match: str, change: Any, field: str) -> None:
    refused = staff("PUT", f"/matches/{match}/term", {**DATES, **change})
    assert (refused.status, [error["field"] for error in refused.json["errors"]]) == (422, [field])
    assert of_type("MatchTermMoved") == []


def test_dates_of_a_copy_that_changed_or_was_not_read_are_refused(match: str) -> None:
    before = staff("GET", f"/matches/{match}").headers["etag"]
    assert staff("PUT", f"/matches/{match}/term", DATES, headers={}).status == 428
    assert staff("PUT", f"/matches/{match}/term", DATES).status == 200
    other = {**DATES, "ends_on": "2032-11-30"}
    stale = staff("PUT", f"/matches/{match}/term", other, headers={"If-Match": before})
    assert (stale.status, stale.json["current"]["term"]["ends_on"]) == (412, "2032-12-31")


def test_match_that_does_not_exist_is_not_found() -> None:
    assert staff("GET", "/matches/nothing").status == 404
    assert staff("PUT", "/matches/nothing/term", DATES).status == 404
