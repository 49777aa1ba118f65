"""A match ends in every way a side leaves, and the one who stays is free for the next round."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from functions.matching.handler import handler
from functions.notifications.mails import mails_of
from infra.local.people import People
from shared.domain.activity import activity
from shared.domain.cycle import Cycle
from shared.store import activities, applications, matches, mentors
from shared.store.commit import commit
from tests.functions.applications.applicant import Applicant, eligible
from tests.functions.mentors.volunteer import Volunteer, accept, active, matches_of
from tests.functions.staff.staff_client import draw_round, propose, staff, write_cycle
from tests.runtime.faults import THROTTLED, fails
from tests.runtime.messages import NONE_FAILED, batch, deliver, facts, failed
from tests.scene import Scene
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
Sides = tuple[Applicant, Volunteer, str]


@Scene
def with_a_proposal(people: People, cycle: Cycle) -> Sides:
    write_cycle(cycle)
    applicant, mentor = eligible(people), active(people, mentee_stages=["medical_student"])
    propose()
    return applicant, mentor, matches_of(applicant.sub)[0]["id"]


@pytest.fixture
def proposed(people: People, cycle: Cycle) -> Sides:
    return with_a_proposal(people, cycle)


@pytest.fixture
def confirmed(proposed: Sides) -> Sides:
    for side in proposed[:2]:
        accept(side.sub, proposed[2])
    return proposed


def retire(mentor: str) -> None:
    stored = mentors.load(mentor)
    assert stored
    fact = activity("MentorRetired", mentor, f"v{stored.version}", at=datetime.now(UTC), actor="staff:1")
    commit(fact, mentors.write(replace(stored, status="retired")))


def outcome(scene: Sides) -> tuple[Any, ...]:
    """State and closer of the match, status and priority of the applicant, and the mentor's matches held."""
    match, application, mentor = matches.load(scene[2]), applications.load(scene[0].id), mentors.load(scene[1].id)
    assert match
    assert application
    assert mentor
    assert application.live_match in (None, match.id)
    held = (bool(application.live_match), len(mentor.live_matches), len(mentor.taken))
    return match.state, match.closed_by, application.status, application.carried_over, held


FREE = (False, 0, 0)


def test_withdrawal_after_confirmation_ends_the_match_and_frees_the_mentor(confirmed: Sides) -> None:
    confirmed[0].withdraw()
    for _ in range(2):
        deliver(handler, "ApplicationWithdrawn")
    state, by, status, _, held = outcome(confirmed)
    assert (state, by, status, held) == ("ended", "applicant", "withdrawn", FREE)
    assert (len(of_type("MatchEnded")), confirmed[1].read()["open_places"]) == (1, 1)


def test_retirement_ends_the_match_and_the_applicant_is_first_in_the_next_round(
    confirmed: Sides, people: People
) -> None:
    retire(confirmed[1].id)
    for _ in range(2):
        deliver(handler, "MentorRetired")
    assert outcome(confirmed) == ("ended", "mentor", "eligible", True, FREE)
    other = active(people, "mentor-2", mentee_stages=["medical_student"])
    draw_round()
    (pair,) = staff("GET", "/cycles/2024-25/rounds/2").json["pairs"]
    assert (pair["application"], pair["mentor"], pair["carried_over"]) == (confirmed[0].id, other.id, True)


def test_retirement_closes_a_proposal(proposed: Sides) -> None:
    retire(proposed[1].id)
    deliver(handler, "MentorRetired")
    assert outcome(proposed) == ("withdrawn", "mentor", "eligible", True, FREE)


def test_pause_ends_nothing_that_is_confirmed(confirmed: Sides) -> None:
    confirmed[1].send("POST", "/pause", {})
    deliver(handler, "MentorPaused")
    assert outcome(confirmed) == ("confirmed", None, "matched", False, (True, 1, 1))


@pytest.mark.parametrize("verdict", ["ineligible", "needs_review"])
def test_verdict_against_an_applicant_closes_the_proposal(proposed: Sides, verdict: str) -> None:
    changed = staff("POST", f"/applications/{proposed[0].id}/verdict", {"outcome": verdict, "reason": "They wrote."})
    assert changed.status == 200
    for _ in range(2):
        deliver(handler, "VerdictReached")
    assert outcome(proposed)[:3] == ("withdrawn", "program", verdict)
    assert (outcome(proposed)[4], len(of_type("MatchWithdrawn"))) == (FREE, 1)


def test_verdict_after_confirmation_is_a_task_for_staff_and_ends_nothing(confirmed: Sides) -> None:
    path = f"/applications/{confirmed[0].id}"
    changed = staff("POST", f"{path}/verdict", {"outcome": "ineligible", "reason": "The school wrote."})
    assert (changed.status, changed.json["status"], changed.json["verdict"]["outcome"]) == (
        200,
        "matched",
        "ineligible",
    )
    for _ in range(2):
        deliver(handler, "VerdictReached")
    assert outcome(confirmed) == ("confirmed", None, "matched", False, (True, 1, 1))
    (task,) = staff("GET", "/tasks", query={"cycle": "2024-25"}).json["items"]
    assert (task["kind"], task["subject"], task["data"]) == (
        "match_questioned",
        confirmed[0].id,
        {"match": confirmed[2], "outcome": "ineligible"},
    )
    assert [mail for fact in facts("VerdictReached") for mail in mails_of(fact)] == ["eligible"]


def test_task_about_a_verdict_comes_again_after_aws_asked_for_patience(confirmed: Sides) -> None:
    body = {"outcome": "ineligible", "reason": "The school wrote."}
    assert staff("POST", f"/applications/{confirmed[0].id}/verdict", body).status == 200
    (*_, verdict) = facts("VerdictReached")
    with fails("TransactWriteItems", 1, THROTTLED):
        assert handler(batch(verdict), None) == failed(verdict.id)
    assert handler(batch(verdict), None) == NONE_FAILED
    tasks = staff("GET", "/tasks", query={"cycle": "2024-25"}).json["items"]
    assert [task["kind"] for task in tasks] == ["match_questioned"]


def test_applicant_whose_match_ends_has_the_verdict_that_staff_reached(confirmed: Sides) -> None:
    verdict = {"outcome": "needs_review", "reason": "They wrote."}
    assert staff("POST", f"/applications/{confirmed[0].id}/verdict", verdict).status == 200
    retire(confirmed[1].id)
    deliver(handler, "VerdictReached", "MentorRetired")
    assert outcome(confirmed) == ("ended", "mentor", "needs_review", True, FREE)


def test_applicant_who_comes_back_before_the_worker_runs_has_no_old_match(confirmed: Sides) -> None:
    confirmed[0].withdraw()
    stored = applications.load(confirmed[0].id)
    assert stored
    resubmitted = activity("ApplicationSubmitted", stored.id, "v9", at=datetime.now(UTC), actor="applicant", version=9)
    commit(resubmitted, applications.write(replace(stored, status="submitted")))
    deliver(handler, "ApplicationWithdrawn")
    assert outcome(confirmed)[:3] == ("ended", "applicant", "submitted")
    assert activities.load(resubmitted.id)
    assert outcome(confirmed)[4] == FREE
