"""What a caller is told when AWS fails in the middle of a request, and what staff see of it."""

from datetime import timedelta
from typing import Any

import pytest

from functions.mentors.handler import handler as mentors
from functions.portal.handler import handler as portal
from infra.local.people import People
from shared.domain.activity import Activity
from shared.domain.cycle import Cycle
from tests.functions import http
from tests.functions.applications.applicant import DEADLINE, JUST_BEFORE, OPEN, new_applicant
from tests.functions.http import call
from tests.functions.mentors.volunteer import new_mentor
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.faults import BROKEN, FAILED, THROTTLED, dies_at, fails, loses_answer
from tests.runtime.messages import facts
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
ERRORS = pytest.mark.parametrize("error", [*BROKEN, FAILED], ids=lambda error: type(error).__name__)
UNKNOWN = "We don’t know whether this was saved. Look at your application before you send it again."
OUR_FAULT = "This is our fault, and we’ve logged it."


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def noted() -> list[Activity]:
    """The failed attempts in the trail."""
    return facts("AttemptFailed")


@ERRORS
def test_write_whose_answer_was_lost_is_answered_with_what_is_stored(people: People, error: Exception) -> None:
    applicant = new_applicant(people)
    with loses_answer("TransactWriteItems", error):
        saved = applicant.save()
    with loses_answer("TransactWriteItems", error):
        submitted = applicant.submit()
    assert (saved.status, submitted.status, submitted.json["application"]) == (200, 200, applicant.read().json)
    assert noted() == []


@ERRORS
def test_write_that_failed_is_told_that_its_fate_is_unknown(people: People, error: Exception) -> None:
    applicant = new_applicant(people)
    with dies_at("TransactWriteItems", done=False, error=error):
        answer = applicant.save()
    assert (answer.status, answer.json["type"], answer.json["detail"]) == (500, "failure", f"{UNKNOWN} {OUR_FAULT}")


@ERRORS
def test_read_that_failed_is_told_to_try_again(people: People, error: Exception) -> None:
    with dies_at("GetItem", done=False, error=error):
        answer = new_applicant(people).read()
    assert (answer.status, answer.json["detail"]) == (500, f"{OUR_FAULT} Please try again in a moment.")
    assert noted() == []


def test_visitors_may_send_again_what_failed() -> None:
    with dies_at("TransactWriteItems", done=False, error=BROKEN[0]):
        question = {"email": "visitor@example.org", "name": "V", "message": "?"}
        answer = call(portal, "POST", "/api/inquiries", question, at=OPEN)
    assert (answer.status, answer.json["detail"]) == (500, f"{OUR_FAULT} Please try again in a moment.")


@ERRORS
def test_attempt_that_failed_on_our_side_is_in_the_trail_with_its_time(people: People, error: Exception) -> None:
    applicant = new_applicant(people)
    applicant.save()
    with fails("TransactWriteItems", 2, error):
        failed = applicant.submit(at=JUST_BEFORE)
    late = applicant.submit(at=DEADLINE + timedelta(seconds=3))
    assert (failed.status, late.status) == (500, 409)
    tried = {"route": "POST /api/cycles/2024-25/application/submission", "caller": applicant.sub}
    (fact,), (task,) = of_type("AttemptFailed"), staff("GET", "/tasks", query={"cycle": "2024-25"}).json["items"]
    assert (fact["subject"], fact["cycle"], fact["at"], fact["data"]) == (
        applicant.id,
        "2024-25",
        "2024-04-16T03:59:59.999Z",
        {**tried, "task": task["id"]},
    )
    assert (task["kind"], task["subject"], task["created_at"], task["data"]) == (
        "outage",
        applicant.id,
        "2024-04-16T03:59:59.999Z",
        tried,
    )
    assert "AttemptFailed" in [
        entry["type"] for entry in staff("GET", f"/applications/{applicant.id}").json["activity"]
    ]


def test_outage_is_one_task_a_person_and_day(people: People) -> None:
    ones = [new_applicant(people, f"applicant-{n}") for n in range(2)]
    for one in (*ones, ones[0]):
        with fails("GetItem", 2, BROKEN[0]):
            assert one.save().status == 500
    with fails("GetItem", 2, BROKEN[0]):
        assert ones[0].save(at=OPEN - timedelta(days=1)).status == 500
    tasks = staff("GET", "/tasks", query={"cycle": "2024-25"}).json["items"]
    assert sorted((task["subject"], task["created_at"][:10]) for task in tasks) == sorted(
        [(ones[0].id, "2024-04-14"), (ones[0].id, "2024-04-15"), (ones[1].id, "2024-04-15")]
    )
    assert (len(noted()), [one.person.email for one in ones if one.person.email in str(tasks)]) == (4, [])


def test_outage_that_throttles_too_is_a_task_as_well(people: People) -> None:
    with fails("GetItem", 2, BROKEN[0]), fails("TransactWriteItems", 1, THROTTLED):
        assert new_applicant(people).save().status == 500
    tasks = staff("GET", "/tasks", query={"cycle": "2024-25"}).json["items"]
    assert [task["kind"] for task in tasks] == ["outage"]


@pytest.mark.parametrize(
    ("method", "path", "subject"),
    [
        ("PUT", "/api/mentor", None),
        ("POST", "/api/mentor/pause", None),
        (
            "POST",
            "/api/matches/0c1d8f0e-0000-4000-8000-000000000000/acceptance",
            "0c1d8f0e-0000-4000-8000-000000000000",
        ),
    ],
)
def test_failed_attempt_of_a_mentor_or_of_a_match_is_noted(
    people: People, method: str, path: str, subject: str | None
) -> None:
    mentor = new_mentor(people)
    with fails("GetItem", 4, BROKEN[0]):
        body = mentor.person.form if method == "PUT" else {}
        answer = call(mentors, method, path, body, sub=mentor.sub, email=mentor.person.email, at=OPEN)
    assert (answer.status, [fact.subject for fact in noted()]) == (500, [subject or mentor.id])


def test_attempt_is_only_logged_when_the_outage_goes_on(people: People, caplog: pytest.LogCaptureFixture) -> None:
    applicant = new_applicant(people)
    with dies_at("TransactWriteItems", done=False, error=BROKEN[0]):
        assert applicant.save().status == 500
    first, second = [vars(record) for record in caplog.records if record.levelname == "ERROR"]
    assert (first["subject"], first["caller"], first["received_at"], first["request_id"]) == (
        applicant.id,
        applicant.sub,
        "2024-04-15T12:00:00.000Z",
        second["request_id"],
    )
    assert noted() == []


def test_attempt_is_only_logged_when_there_is_no_time_for_more(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http.CONTEXT, "get_remaining_time_in_millis", lambda: 7_900)
    with fails("TransactWriteItems", 2, BROKEN[0]):
        assert new_applicant(people).save().status == 500
    assert noted() == []


def test_hostile_cycle_is_not_repeated_in_the_trail(people: People) -> None:
    one: Any = new_applicant(people, cycle="Ada Rivers")
    with fails("GetItem", 2, BROKEN[0]):
        assert one.save().status == 500
    (fact,) = noted()
    assert (fact.cycle, fact.subject) == (None, one.id)
