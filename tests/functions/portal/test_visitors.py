"""What visitors can do before they sign in."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.portal import visitors
from functions.portal.forms import InquiryForm
from functions.portal.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.eligibility import newest_policy
from shared.runtime import accounts as people_side
from shared.store.settings import from_env
from tests.functions.applications.applicant import OPEN
from tests.functions.http import call
from tests.functions.staff.staff_client import write_cycle
from tests.runtime.concurrency import race
from tests.runtime.faults import BROKEN, fails, loses_answer
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
            {"message": "You can now sign in with this address. We’ll e-mail you a code."},
            first.headers,
        )
    )
    (user,) = people_side.client().list_users(UserPoolId=from_env("PEOPLE_POOL_ID"))["Users"]
    attributes = {a["Name"]: a["Value"] for a in user["Attributes"]}
    assert (user["UserStatus"], attributes["email"], attributes["email_verified"]) == (
        "FORCE_CHANGE_PASSWORD",  # moto knows no users without a password, as AWS makes them
        "new.person@example.edu",
        "true",
    )


def test_account_of_the_local_cloud_is_confirmed_even_if_the_first_request_could_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CONFIRM_ACCOUNTS", "yes")
    pool = people_side.client()
    pool.admin_create_user(UserPoolId=from_env("PEOPLE_POOL_ID"), Username="half@example.edu", MessageAction="SUPPRESS")
    assert post("accounts", {"email": "half@example.edu"}).status == 202
    (user,) = pool.list_users(UserPoolId=from_env("PEOPLE_POOL_ID"))["Users"]
    assert user["UserStatus"] == "CONFIRMED"


def test_account_needs_an_address() -> None:
    bad = (
        "",
        "no one",
        "a@b",
        "a b@example.org",
        "a@example.org\nBcc: b@example.org",
        "<a@example.org>",
        "a@@example.org",
    )
    answers = [post("accounts", {"email": email}) for email in bad]
    assert [(a.status, [e["field"] for e in a.json["errors"]]) for a in answers] == [(422, ["email"])] * len(bad)


def ask(at: datetime = OPEN, headers: dict[str, str] | None = None, **changes: str) -> Any:
    """Ask a question."""
    return call(handler, "POST", "/api/inquiries", {**QUESTION, **changes}, at=at, headers=headers)


def from_viewer(viewer: str, before: str = "") -> dict[str, str]:
    """The header of a request that came through CloudFront from this address; `before` is what the viewer made up."""
    return {"x-forwarded-for": f"{before}{viewer}, 130.176.1.1"}


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


def test_same_question_in_other_spaces_is_one_question() -> None:
    answers = [
        ask(OPEN + timedelta(minutes=m), message=text) for m in range(0, 60, 4) for text in ("May I?", "May  I?")
    ]
    assert {(a.status, a.json["message"]) for a in answers} == {(202, answers[0].json["message"])}
    assert (len(items("inquiries")), len(of_type("InquiryReceived"))) == (1, 1)


def test_same_question_at_the_same_moment_is_one_question() -> None:
    form = InquiryForm(**QUESTION)
    assert race([lambda: visitors.ask(form, "192.0.2.1", OPEN)] * 3) == [None] * 3
    assert (len(items("inquiries")), len(of_type("InquiryReceived"))) == (1, 1)


def test_questions_from_one_address_are_limited(cycle: Cycle) -> None:
    write_cycle(cycle)
    same = ("visitor@example.org", "Visitor@Example.org", "visitor+1@example.org", "visitor+2@example.org")
    answers = [ask(message=f"{n}", email=email, headers=from_viewer(f"192.0.2.{n}")) for n, email in enumerate(same)]
    assert [a.status for a in answers] == [202, 202, 202, 429]
    refused = answers[-1]
    assert (refused.json["type"], refused.headers["retry-after"]) == ("too_many_requests", "3600")
    assert "April 15, 2024, 9:00 AM ET" in refused.json["detail"]
    assert cycle.contact_email in refused.json["detail"]
    assert ask(message="4", email="someone.else@example.org").status == 202
    assert ask(OPEN + timedelta(hours=1), message="5").status == 202
    assert len(of_type("InquiryReceived")) == 5


def test_question_sent_again_after_failures_of_ours_uses_up_no_limit() -> None:
    with fails("TransactWriteItems", 8, BROKEN[0]):
        failed = [post("inquiries", QUESTION).status for _ in range(4)]
    assert (failed, post("inquiries", QUESTION).status) == ([500] * 4, 202)


def test_questions_from_one_sender_are_limited_whatever_they_say_of_themselves() -> None:
    def statuses(*headers: dict[str, str] | None) -> list[int]:
        return [ask(email=f"{n}@example.org", message=str(h), headers=h).status for n, h in enumerate(headers)]

    assert statuses(*[from_viewer("192.0.2.1", f"198.51.100.{n}, ") for n in range(21)]) == [202] * 20 + [429]
    assert statuses(*[from_viewer(f"2001:db8:1:2::{n:x}") for n in range(21)]) == [202] * 20 + [429]
    assert statuses(from_viewer("2001:db8:1:3::1"), None) == [202, 202]


def test_questions_are_limited_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOURLY_LIMITS", "inquiries_per_address=3 inquiries_per_sender=20 inquiries=2 accounts=9")
    answers = [ask(email=f"{n}@example.org", headers=from_viewer(f"192.0.2.{n}")) for n in range(3)]
    assert [a.status for a in answers] == [202, 202, 429]
    assert answers[-1].json["detail"].endswith("You don’t need to resend a question that we confirmed.")


def test_counters_hold_no_address_and_expire() -> None:
    ask(headers=from_viewer("192.0.2.77"))
    kept = items("limits")
    assert [word for word in ("192.0.2", "visitor", "example.org") if word in str(kept)] == []
    assert {datetime.fromtimestamp(item["expires_at"], UTC) <= OPEN + timedelta(days=2) for item in kept} == {True}
    assert len({item["id"] for item in kept}) >= 3


def test_accounts_are_limited_in_all_and_alike_for_known_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOURLY_LIMITS", "inquiries_per_address=3 inquiries_per_sender=20 inquiries=2 accounts=2")
    answers = [post("accounts", {"email": email}) for email in ("a@example.org", "b@example.org")]
    known, new = (post("accounts", {"email": email}) for email in ("a@example.org", "c@example.org"))
    assert [a.status for a in answers] == [202, 202]
    assert [(a.status, a.json["detail"], a.headers["retry-after"]) for a in (known, new)] == [
        (429, known.json["detail"], "3600")
    ] * 2
    assert len(people_side.client().list_users(UserPoolId=from_env("PEOPLE_POOL_ID"))["Users"]) == 2
