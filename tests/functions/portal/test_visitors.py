"""What visitors can do before they sign in."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.portal.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.eligibility import newest_policy
from shared.runtime import accounts as people_side
from shared.store.settings import from_env
from tests.functions.applications.applicant import OPEN
from tests.functions.http import call
from tests.functions.staff.staff_client import write_cycle
from tests.runtime.faults import BROKEN, loses_answer
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("people_pool")
FOUND = {
    "student": ("eligible", "passes", "passes", "passes", "passes"),
    "resident": ("needs_review", "review", "passes", "passes", "passes"),
    "unlisted_school": ("needs_review", "review", "passes", "passes", "passes"),
    "own_words": ("needs_review", "passes", "review", "passes", "passes"),
    "no_group": ("ineligible", "passes", "fails", "passes", "passes"),
    "no_degree": ("ineligible", "fails", "passes", "passes", "passes"),
    "abroad": ("ineligible", "fails", "passes", "passes", "passes"),
}
QUESTION = {"email": "visitor@example.org", "name": "A visitor", "message": "May residents apply?"}


def post(path: str, body: Any) -> Any:
    """Send something to a public address."""
    return call(handler, "POST", f"/api/{path}", body, at=OPEN)


def check(people: People, kind: str = "student", **changes: Any) -> Any:
    """Check the eligibility of this kind of applicant."""
    form = {**people.applicant(kind, None if kind == "resident" else "2026-05").form, **changes}
    return post("eligibility_checks", {part: form[part] for part in ("training", "location", "self_identification")})


def test_check_gives_the_outcome_with_every_reason_and_stores_nothing(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    before = counts()
    answers = {kind: check(people, kind) for kind in FOUND}
    assert {kind: (a.status, a.json["policy"]) for kind, a in answers.items()} == dict.fromkeys(
        FOUND, (200, cycle.eligibility_policy)
    )
    outcomes = {kind: (a.json["outcome"], *(r["outcome"] for r in a.json["reasons"])) for kind, a in answers.items()}
    assert outcomes == FOUND
    assert counts() == before


def test_check_uses_the_policy_of_the_current_cycle_or_else_the_newest(people: People, cycle: Cycle) -> None:
    assert check(people).json["policy"] == newest_policy()
    write_cycle(cycle)
    assert check(people).json["policy"] == cycle.eligibility_policy


def test_check_repeats_no_choice_of_self_identification(people: People) -> None:
    answer = check(people, self_identification={"groups": ["hispanic_latino"]})
    assert "hispanic" not in str(answer.json).casefold()


@pytest.mark.parametrize(
    "answer", [{}, {"groups": []}, {"groups": [], "another_group": None, "declines": False}], ids=str
)
def test_check_without_an_answer_asks_for_one(people: People, answer: dict[str, Any]) -> None:
    refused = check(people, self_identification=answer)
    told = {"field": "self_identification", "message": "Choose what applies to you, or decline to answer."}
    assert (refused.status, refused.json["errors"]) == (422, [told])


@pytest.mark.parametrize(
    "address", ["josé@example.edu", "a\u200bda@example.edu", "a..b@example.edu", "ada@-bad.example.edu"]
)
def test_address_that_mail_cannot_reach_gets_no_account_and_no_answer(address: str) -> None:
    answers = [post("accounts", {"email": address}), post("inquiries", {**QUESTION, "email": address})]
    assert [(a.status, [each["field"] for each in a.json["errors"]]) for a in answers] == [(422, ["email"])] * 2
    assert counts()["inquiries"] == 0


def test_account_is_made_once_and_the_response_does_not_reveal_whether_it_existed() -> None:
    first = post("accounts", {"email": "New.Person@Example.edu"})
    again = post("accounts", {"email": "new.person@example.EDU"})
    assert (
        (first.status, first.json, first.headers)
        == (again.status, again.json, again.headers)
        == (
            202,
            {"message": "You can now sign in with this address. We'll e-mail you a code."},
            first.headers,
        )
    )
    (user,) = people_side.client().list_users(UserPoolId=from_env("PEOPLE_POOL_ID"))["Users"]
    attributes = {a["Name"]: a["Value"] for a in user["Attributes"]}
    assert (user["UserStatus"], attributes["email"], attributes["email_verified"]) == (
        "CONFIRMED",
        "new.person@example.edu",
        "true",
    )


def test_incomplete_account_is_completed_by_the_next_request() -> None:
    pool = people_side.client()
    pool.admin_create_user(UserPoolId=from_env("PEOPLE_POOL_ID"), Username="half@example.edu", MessageAction="SUPPRESS")
    assert post("accounts", {"email": "half@example.edu"}).status == 202
    (user,) = pool.list_users(UserPoolId=from_env("PEOPLE_POOL_ID"))["Users"]
    assert user["UserStatus"] == "CONFIRMED"


def test_account_needs_an_address() -> None:
    bad = (
        "",
        "nobody",
        "a@b",
        "a b@example.org",
        "a@example.org\nBcc: b@example.org",
        "<a@example.org>",
        "a@@example.org",
    )
    answers = [post("accounts", {"email": email}) for email in bad]
    assert [(a.status, [e["field"] for e in a.json["errors"]]) for a in answers] == [(422, ["email"])] * len(bad)


def test_same_question_within_an_hour_is_one_question() -> None:
    hour = timedelta(hours=1)
    moments = (OPEN, OPEN, OPEN + hour - timedelta(milliseconds=1), OPEN + hour)
    answers = [call(handler, "POST", "/api/inquiries", QUESTION, at=at) for at in moments]
    assert [(a.status, a.json) for a in answers] == [(202, answers[0].json)] * 4
    assert [fact["at"] for fact in of_type("InquiryReceived")] == [f"2024-04-15T{n}:00:00.000Z" for n in (12, 13)]
    assert len(items("inquiries")) == 1
    for change in ({"message": "May fellows apply?"}, {"email": "else@example.org"}, {"name": "Another"}):
        assert post("inquiries", {**QUESTION, **change}).status == 202
    assert (len(items("inquiries")), len(of_type("InquiryReceived"))) == (4, 5)


@pytest.mark.parametrize("error", BROKEN, ids=lambda error: type(error).__name__)
def test_question_whose_answer_was_lost_is_stored_once(error: Exception) -> None:
    with loses_answer("TransactWriteItems", error):
        assert post("inquiries", QUESTION).status == 202
    assert (len(items("inquiries")), len(of_type("InquiryReceived"))) == (1, 1)


def test_question_is_stored_with_its_fact_and_an_expiry() -> None:
    answer = post("inquiries", QUESTION)
    assert (answer.status, set(answer.json)) == (202, {"message"})
    (kept,), (fact,) = items("inquiries"), of_type("InquiryReceived")
    assert {name: kept[name] for name in QUESTION} == QUESTION
    assert (fact["subject"], fact.get("data"), fact["actor"]) == (kept["id"], {}, "visitor")
    assert datetime.fromtimestamp(kept["expires_at"], UTC) == datetime(2024, 10, 15, 12, tzinfo=UTC)
