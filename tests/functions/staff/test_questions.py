"""Staff ask an applicant for more: asked, mailed, answered also after the close, withdrawn."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.eligibility.handler import handler as eligibility
from functions.notifications.handler import handler as notifications
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import DEADLINE, OPEN, Applicant, new_applicant, submitted
from tests.functions.http import Answer
from tests.functions.notifications.test_worker import Sent, sent
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.messages import deliver
from tests.scene import Scene
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
__all__ = ["sent"]
ASKED = "In which hospital is your residency?"
GIVEN = "At Lakeside Hospital.\nIn Illinois."
#: After the close, when the question is asked, and the first instant at which the default end is late.
AFTER = DEADLINE + timedelta(days=2)
LATE = datetime(2024, 4, 26, 4, tzinfo=UTC)


@Scene
def judged(people: People, cycle: Cycle) -> Applicant:
    """A resident, whom the rules leave to staff."""
    write_cycle(cycle)
    made = submitted(people, kind="resident")
    deliver(eligibility, "ApplicationSubmitted")
    return made


@pytest.fixture
def applicant(people: People, cycle: Cycle) -> Applicant:
    return judged(people, cycle)


def ask(applicant: Applicant, message: str = ASKED, at: datetime = AFTER, **more: Any) -> Answer:
    return staff("POST", f"/applications/{applicant.id}/question", {"message": message, **more}, at=at)


def reply(applicant: Applicant, message: str = GIVEN, number: int = 1, at: datetime = AFTER) -> Answer:
    return applicant.send("POST", "/answer", {"question": number, "message": message}, at=at)


def withdraw(applicant: Applicant) -> Answer:
    return staff("POST", f"/applications/{applicant.id}/question/withdrawal", at=AFTER)


def tasks_of(cycle: str = "2024-25") -> list[tuple[str, str]]:
    items = staff("GET", "/tasks", query={"cycle": cycle}, at=AFTER).json["items"]
    return [(task["kind"], task["subject"]) for task in items]


def test_question_waits_a_week_and_only_staff_see_who_asked(applicant: Applicant) -> None:
    answer = ask(applicant)
    question = {
        "number": 1,
        "state": "open",
        "message": ASKED,
        "asked_at": "2024-04-18T04:00:00.000Z",
        "asked_at_et": "April 18, 2024, 12:00 AM ET",
        "until": "2024-04-26T04:00:00.000Z",
        "until_et": "April 25, 2024, 11:59 PM ET",
    }
    assert (answer.status, answer.json["asked"]) == (200, [{**question, "asked_by": "staff:staff-1"}])
    assert applicant.read().json["questions"] == [question]


def test_same_request_again_is_one_question_with_one_mail(applicant: Applicant) -> None:
    answers = [ask(applicant), ask(applicant, at=AFTER + timedelta(hours=1))]
    assert [(answer.status, len(answer.json["asked"])) for answer in answers] == [(200, 1)] * 2
    assert len(of_type("QuestionAsked")) == 1


def test_question_is_mailed_once_without_its_text(applicant: Applicant, sent: Sent) -> None:
    ask(applicant)
    for _ in range(2):
        deliver(notifications, "QuestionAsked")
    assert sent == [("question_asked", applicant.person.email)]
    assert ("April 25, 2024, 11:59 PM ET" in sent.texts[0], ASKED in sent.texts[0]) == (True, False)


def test_question_answered_before_its_mail_is_not_mailed(applicant: Applicant, sent: Sent) -> None:
    ask(applicant)
    reply(applicant)
    deliver(notifications, "QuestionAsked")
    assert sent == []


def test_answer_after_the_close_is_kept_and_waits_for_staff(applicant: Applicant) -> None:
    ask(applicant)
    answers = [reply(applicant, at=LATE - timedelta(milliseconds=1)), reply(applicant, at=LATE)]
    assert [answer.status for answer in answers] == [201, 200]
    (question,) = staff("GET", f"/applications/{applicant.id}").json["asked"]
    assert (question["state"], question["answer"], question["answered_at_et"]) == (
        "answered",
        GIVEN,
        "April 25, 2024, 11:59 PM ET",
    )
    assert sorted(tasks_of()) == [("question_answered", applicant.id), ("review", applicant.id)]
    assert applicant.read().json["questions"] == [{k: v for k, v in question.items() if k != "asked_by"}]


def test_texts_are_in_no_activity(applicant: Applicant) -> None:
    ask(applicant)
    reply(applicant)
    facts = [*of_type("QuestionAsked"), *of_type("QuestionAnswered"), *of_type("TaskRaised")]
    assert len(facts) == 3
    assert not [fact for fact in facts if "hospital" in str(fact).casefold()]


def test_late_answer_is_refused_with_the_end_and_whom_to_ask(applicant: Applicant) -> None:
    ask(applicant)
    answer = reply(applicant, at=LATE)
    assert (answer.status, answer.json["type"]) == (409, "not_possible")
    assert "April 25, 2024, 11:59 PM ET" in answer.json["detail"]
    assert "@" in answer.json["detail"]
    assert of_type("QuestionAnswered") == []


def test_another_answer_does_not_replace_the_first(applicant: Applicant) -> None:
    ask(applicant)
    reply(applicant)
    answer = reply(applicant, "Somewhere else.")
    assert (answer.status, applicant.read().json["questions"][0]["answer"]) == (409, GIVEN)


def test_further_question_takes_the_place_of_an_open_one(applicant: Applicant) -> None:
    ask(applicant)
    answer = ask(applicant, "Since when?", until="2024-05-01T12:00")
    assert [(each["number"], each["state"]) for each in answer.json["asked"]] == [(1, "withdrawn"), (2, "open")]
    assert [each["message"] for each in applicant.read().json["questions"]] == ["Since when?"]
    assert [reply(applicant).status, reply(applicant, "In May", 2).status, reply(applicant, "1", 3).status] == [
        409,
        201,
        404,
    ]


def test_lapsed_question_can_be_asked_again(applicant: Applicant) -> None:
    ask(applicant)
    assert [each["state"] for each in ask(applicant, at=LATE).json["asked"]] == ["withdrawn", "open"]


def test_withdrawn_question_is_gone_for_the_applicant(applicant: Applicant) -> None:
    assert withdraw(applicant).status == 404
    ask(applicant)
    assert [withdraw(applicant).status, withdraw(applicant).status] == [200, 200]
    assert len(of_type("QuestionWithdrawn")) == 1
    assert "questions" not in applicant.read().json
    assert (reply(applicant).status, tasks_of()) == (409, [("review", applicant.id)])


def test_answered_question_is_not_withdrawn(applicant: Applicant) -> None:
    ask(applicant)
    reply(applicant)
    assert withdraw(applicant).status == 409


def test_only_submitted_applications_are_asked_about(people: People, applicant: Applicant) -> None:
    draft = new_applicant(people, "applicant-2")
    draft.save()
    applicant.withdraw()
    assert [ask(each, at=OPEN).status for each in (draft, applicant)] == [409, 409]


def test_who_withdrew_need_not_answer(applicant: Applicant) -> None:
    ask(applicant)
    applicant.withdraw()
    assert reply(applicant).status == 409


@pytest.mark.parametrize(
    "body",
    [
        {"message": " "},
        {"message": "x" * 5001},
        {"message": ASKED, "until": "2024-04-17T12:00"},
        {"message": ASKED, "until": "2025-03-09T02:30"},
        {"message": ASKED, "until": "tomorrow"},
    ],
)
def test_nonsense_is_refused_beside_its_field(applicant: Applicant, body: dict[str, str]) -> None:
    answer = staff("POST", f"/applications/{applicant.id}/question", body, at=AFTER)
    (error,) = answer.json["errors"]
    assert (answer.status, error["field"]) == (422, "until" if "until" in body else "message")


def test_answer_in_between_makes_staffs_copy_stale(applicant: Applicant) -> None:
    ask(applicant)
    seen = {"If-Match": str(staff("GET", f"/applications/{applicant.id}").headers["etag"])}
    reply(applicant)
    path = f"/applications/{applicant.id}/verdict"
    stale = staff("POST", path, {"outcome": "ineligible", "reason": "No answer"}, headers=seen)
    assert (stale.status, stale.json["current"]["asked"][0]["answer"]) == (412, GIVEN)


def test_another_applicant_has_no_part_in_it(people: People, applicant: Applicant) -> None:
    ask(applicant)
    assert reply(new_applicant(people, "applicant-2")).status == 404
