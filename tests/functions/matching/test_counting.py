"""How many mentors share an interest is counted when one comes, changes or leaves, and anyone may read it."""

from typing import Any

import pytest

from functions.matching.handler import handler
from functions.portal.handler import handler as portal
from infra.local.people import People
from tests.functions.http import call
from tests.functions.mentors.volunteer import active
from tests.functions.staff.staff_client import staff
from tests.runtime.faults import BROKEN, loses_answer
from tests.runtime.messages import deliver
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
LISTS: dict[str, Any] = {
    "disciplines": ["hematology"],
    "disease_sites": ["any"],
    "topics": ["research"],
    "settings": ["academic"],
}
TOLD = {"disciplines": {"hematology": 5}, "disease_sites": {}, "topics": {"research": 5}, "settings": {"academic": 5}}
NOTHING: dict[str, dict[str, int]] = {"disciplines": {}, "disease_sites": {}, "topics": {}, "settings": {}}


def told() -> Any:
    """What anyone may read."""
    answer = call(portal, "GET", "/api/mentor_interests")
    assert (answer.status, answer.headers["cache-control"]) == (200, "public, max-age=3600")
    return answer.json


def test_nothing_is_told_before_mentors_were_counted() -> None:
    assert told() == NOTHING


def test_five_who_share_an_interest_are_told_of_and_four_are_not(people: People) -> None:
    mentors = [active(people, f"mentor-{number}", **LISTS) for number in range(4)]
    deliver(handler, "MentorApproved")
    assert (told(), of_type("MentorInterestsCounted")) == (NOTHING, [])
    mentors.append(active(people, "mentor-4", **LISTS))
    deliver(handler, "MentorApproved")
    assert told() == TOLD
    assert mentors[0].volunteer(**{**LISTS, "topics": ["leadership"]}).status == 200
    deliver(handler, "MentorChanged")
    assert told() == {**TOLD, "topics": {}}
    assert staff("POST", f"/mentors/{mentors[1].id}/pause").status == 200
    deliver(handler, "MentorPaused")
    assert told() == NOTHING
    assert [fact["subject"] for fact in of_type("MentorInterestsCounted")] == ["mentor_interests"] * 3


def test_what_comes_again_or_lost_its_answer_changes_nothing(people: People) -> None:
    for number in range(5):
        active(people, f"mentor-{number}", **LISTS)
    with loses_answer("TransactWriteItems", BROKEN[0]):
        deliver(handler, "MentorApproved")
    deliver(handler, "MentorApproved")
    assert (told(), len(of_type("MentorInterestsCounted"))) == (TOLD, 1)
