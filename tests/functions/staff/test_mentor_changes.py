"""Staff pause, bring back and retire mentors, and change how many mentees they take."""

from typing import Any

import pytest

from functions.matching.handler import handler as matching
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import eligible
from tests.functions.http import Answer
from tests.functions.mentors.volunteer import accept, active, matches_of, new_mentor
from tests.functions.staff.staff_client import propose, staff, write_cycle
from tests.runtime.messages import deliver
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
REASON = {"reason": "They wrote to us."}


def act(mentor: str, action: str, body: Any = None, **more: Any) -> Answer:
    return staff("POST", f"/mentors/{mentor}/{action}", body or {}, **more)


def facts(type: str) -> list[tuple[str, str | None]]:
    return [(fact["actor"], fact.get("note")) for fact in of_type(type)]


def test_mentor_is_paused_and_brought_back(people: People) -> None:
    mentor = active(people)
    paused = [act(mentor.id, "pause", {"until": "2031-01-31"}) for _ in range(2)]
    assert [(a.status, a.json["status"], a.json["paused_until"]) for a in paused] == [
        (200, "paused", "2031-01-31T05:00:00.000Z")
    ] * 2
    back = [act(mentor.id, "resume") for _ in range(2)]
    assert [(a.status, a.json["status"], a.json["paused_until"]) for a in back] == [(200, "active", None)] * 2
    assert (facts("MentorPaused"), facts("MentorResumed")) == ([("staff:staff-1", None)], [("staff:staff-1", None)])
    assert act(mentor.id, "pause", {"until": "2031-02-30"}).status == 422


def test_retirement_ends_the_matches_and_stays(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    applicant, mentor = eligible(people), active(people, mentee_stages=["medical_student"])
    propose()
    match = matches_of(applicant.sub)[0]["id"]
    for side in (applicant, mentor):
        accept(side.sub, match)
    retired = [act(mentor.id, "retirement", REASON) for _ in range(2)]
    assert [(a.status, a.json["status"], a.json["open_places"]) for a in retired] == [(200, "retired", 0)] * 2
    assert facts("MentorRetired") == [("staff:staff-1", REASON["reason"])]
    deliver(matching, "MentorRetired")
    assert (matches_of(applicant.sub)[0]["state"], applicant.read().json["status"]) == ("ended", "eligible")
    shown = staff("GET", f"/mentors/{mentor.id}").json
    assert [match["state"] for match in shown["matches"]] == ["ended"]
    assert [it["school"] for it in shown["names"]["applications"].values()] == [
        applicant.person.form["training"]["school"]
    ]
    assert act(mentor.id, "resume").json["type"] == "not_possible"
    assert act(mentor.id, "approval").json["type"] == "not_possible"


def test_retirement_needs_no_reason(people: People) -> None:
    mentor = active(people)
    assert act(mentor.id, "retirement").json["status"] == "retired"
    assert facts("MentorRetired") == [("staff:staff-1", None)]


def test_capacity_is_changed_with_a_reason(people: People) -> None:
    mentor = active(people)
    changed = [act(mentor.id, "capacity", {"capacity": 3, **REASON}) for _ in range(2)]
    assert [(a.status, a.json["capacity"], a.json["open_places"]) for a in changed] == [(200, 3, 3)] * 2
    assert facts("MentorChanged") == [("staff:staff-1", REASON["reason"])]
    assert mentor.read()["form"]["capacity"] == 3
    refused = [act(mentor.id, "capacity", body).status for body in ({"capacity": 0, **REASON}, {"capacity": 2})]
    assert refused == [422, 422]


def test_history_is_with_the_mentor(people: People) -> None:
    mentor = active(people)
    act(mentor.id, "pause")
    shown = staff("GET", f"/mentors/{mentor.id}").json
    assert [fact["type"] for fact in shown["activity"]] == ["MentorInterestReceived", "MentorApproved", "MentorPaused"]
    assert (shown["email"], shown["matches"], shown["status"]) == (mentor.person.email, [], "paused")


@pytest.mark.parametrize("action", ["approval", "pause", "resume", "retirement", "capacity"])
def test_change_needs_the_copy_that_was_seen(people: People, action: str) -> None:
    mentor = active(people)
    body = {"capacity": 4, **REASON} if action == "capacity" else REASON if action == "retirement" else {}
    if action == "resume":
        act(mentor.id, "pause")
    if action == "approval":
        mentor = new_mentor(people, "mentor-2")
        mentor.volunteer()
    stale = act(mentor.id, action, body, headers={"If-Match": '"9"'})
    without = act(mentor.id, action, body, headers={})
    assert [(a.status, a.json["type"]) for a in (stale, without)] == [
        (412, "stale_version"),
        (428, "precondition_required"),
    ]
    assert stale.json["current"]["id"] == mentor.id
