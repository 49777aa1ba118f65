"""Staff end a pair that can't go on: both sides are free, and staff read who ended a match and why."""

from datetime import date, timedelta

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import applications, mentors
from tests.functions.mentors.volunteer import matches_of
from tests.functions.staff.staff_client import staff
from tests.functions.staff.test_match_dates import confirmed
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
ENDING = {"reason": "The applicant is no longer eligible."}


@pytest.fixture
def match(people: People, cycle: Cycle) -> str:
    return confirmed(people, cycle)


def test_match_is_ended_once_and_both_sides_are_free(match: str) -> None:
    ended = [staff("POST", f"/matches/{match}/ending", ENDING) for _ in range(2)]
    assert [(answer.status, answer.json["state"]) for answer in ended] == [(200, "ended")] * 2
    assert ended[0].json["closing"] == {"by": "staff:staff-1", **ENDING}
    (fact,) = of_type("MatchEnded")
    assert (fact["actor"], fact["note"]) == ("staff:staff-1", ENDING["reason"])
    application, mentor = applications.load(ended[0].json["application"]), mentors.load(ended[0].json["mentor"])
    assert application
    assert mentor
    assert (application.live_match, mentor.live_matches) == (None, frozenset())


def test_sides_do_not_read_why_staff_ended_their_match(match: str) -> None:
    assert staff("POST", f"/matches/{match}/ending", ENDING).status == 200
    (own,) = matches_of("mentor-1")
    assert (own["state"], "closing" in own) == ("ended", False)


def test_match_that_changed_or_was_not_read_is_not_ended(match: str) -> None:
    before = staff("GET", f"/matches/{match}").headers["etag"]
    assert staff("POST", f"/matches/{match}/ending", ENDING, headers={}).status == 428
    term = staff("GET", f"/matches/{match}").json["term"]
    earlier = date.fromisoformat(term["ends_on"]) - timedelta(days=1)
    moved = {"starts_on": term["starts_on"], "ends_on": str(earlier), "reason": "The mentor moves."}
    assert staff("PUT", f"/matches/{match}/term", moved).status == 200
    stale = staff("POST", f"/matches/{match}/ending", ENDING, headers={"If-Match": before})
    assert (stale.status, stale.json["current"]["state"]) == (412, "confirmed")
    assert of_type("MatchEnded") == []


def test_match_that_is_over_is_not_ended_by_someone_else(match: str) -> None:
    assert staff("POST", f"/matches/{match}/ending", ENDING).status == 200
    again = staff("POST", f"/matches/{match}/ending", ENDING, sub="staff-2")
    assert (again.status, again.json["type"]) == (409, "not_possible")
    assert staff("POST", "/matches/nothing/ending", ENDING).status == 404
