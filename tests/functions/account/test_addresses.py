"""Changing one's address: the new one is proved first, and then it's the same everywhere."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.account.handler import handler
from functions.notifications.handler import handler as notifications
from infra.local.people import People
from shared.domain import address_change
from shared.runtime import accounts
from shared.store.settings import from_env
from tests.functions.applications.applicant import Applicant, new_applicant
from tests.functions.http import Answer, call
from tests.functions.mentors.volunteer import Volunteer
from tests.functions.notifications.test_worker import Sent, sent, written
from tests.functions.staff.staff_client import staff
from tests.runtime.faults import dies_at
from tests.runtime.messages import deliver
from tests.scene import Scene
from tests.store.scans import items, of_type

pytestmark = pytest.mark.usefixtures("aws", "people_pool", "written", "sent")
__all__ = ["sent", "written"]
NEW = "renamed@example.edu"
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def quickly_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes whose hashes cost a hundredth of what they do, in these tests, which make dozens."""
    monkeypatch.setitem(address_change._COST, "n", 2**7)


def user(email: str) -> str:
    """Make a user of the pool; return the name it goes by."""
    made = accounts.client().admin_create_user(
        UserPoolId=from_env("PEOPLE_POOL_ID"),
        Username=email,
        UserAttributes=[{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}],
    )
    return str(made["User"]["Username"])


@Scene
def registered(people: People) -> Applicant:
    """An applicant who has submitted, and who can sign in."""
    unknown = new_applicant(people)
    one = Applicant(unknown.person, user(unknown.person.email))
    assert (one.save().status, one.submit().status) == (201, 201)
    return one


@pytest.fixture
def person(people: People) -> Applicant:
    return registered(people)


def send(person: Applicant, path: str, body: Any, minutes: int = 0) -> Answer:
    at = NOW + timedelta(minutes=minutes)
    return call(handler, "POST", f"/api/account/{path}", body, sub=person.sub, email=person.person.email, at=at)


def ask(person: Applicant, email: str = NEW, minutes: int = 0) -> Answer:
    return send(person, "email", {"email": email}, minutes)


def confirm(person: Applicant, code: str, minutes: int = 1) -> Answer:
    return send(person, "email/confirmation", {"code": code}, minutes)


def code_of(sent: Sent) -> str:
    """The code of the newest mail."""
    deliver(notifications, "AddressChangeAsked")
    found = re.search(r"\b\d{6}\b", sent.texts[-1])
    assert found
    return found[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_mails_sign_in_and_staffs_search_follow_the_proved_address(person: Applicant, sent: Sent) -> None:
    assert ask(person).status == 202
    code = code_of(sent)
    assert sent[-1] == ("address_code", NEW)
    answers = [confirm(person, code) for _ in range(2)]
    assert [(it.status, it.json) for it in answers] == [(200, {"email": NEW})] * 2
    assert staff("GET", f"/applications/{person.id}").json["email"] == NEW
    found = {q: staff("GET", "/applications", query={"cycle": "2024-25", "q": q}).json["items"] for q in (NEW, "x")}
    assert [row["id"] for row in found[NEW]] == [person.id]
    stored = accounts.client().admin_get_user(UserPoolId=from_env("PEOPLE_POOL_ID"), Username=person.sub)
    attributes = {it["Name"]: it.get("Value") for it in stored["UserAttributes"]}
    assert (attributes["email"], attributes["email_verified"]) == (NEW, "true")
    deliver(notifications, "AddressChanged")
    assert sent[-1] == ("address_changed", person.person.email)
    deliver(notifications, "ApplicationSubmitted")
    assert sent[-1] == ("received", NEW)
    assert len(of_type("AddressChanged")) == 1


def test_change_that_failed_after_the_sign_in_was_changed_is_finished_by_the_same_code(
    person: Applicant, sent: Sent
) -> None:
    ask(person)
    code = code_of(sent)
    with dies_at("TransactWriteItems", done=False):
        assert confirm(person, code).status == 500
    assert staff("GET", f"/applications/{person.id}").json["email"] == person.person.email
    assert confirm(person, code).status == 200
    assert staff("GET", f"/applications/{person.id}").json["email"] == NEW


def test_mentors_address_follows_too(people: People, sent: Sent) -> None:
    guide = people.mentor()
    both = Volunteer(guide, user(guide.email))
    assert both.volunteer().status == 201
    as_person = Applicant(guide, both.sub)
    ask(as_person)
    assert confirm(as_person, code_of(sent)).status == 200
    assert staff("GET", f"/mentors/{both.id}").json["email"] == NEW


def test_address_stays_until_the_code_is_entered(person: Applicant) -> None:
    ask(person)
    assert staff("GET", f"/applications/{person.id}").json["email"] == person.person.email


def test_wrong_codes_are_refused_and_after_five_the_right_one_too(person: Applicant, sent: Sent) -> None:
    ask(person)
    code = code_of(sent)
    for _ in range(5):
        refused = confirm(person, wrong(code))
        assert (refused.status, refused.json["errors"][0]["field"]) == (422, "code")
    assert "too many" in confirm(person, code).json["errors"][0]["message"]
    assert staff("GET", f"/applications/{person.id}").json["email"] == person.person.email


def test_right_code_counts_after_four_wrong_ones(person: Applicant, sent: Sent) -> None:
    ask(person)
    code = code_of(sent)
    for _ in range(4):
        confirm(person, wrong(code))
    assert confirm(person, code).status == 200


def test_change_asked_for_again_within_half_a_minute_is_the_same(person: Applicant) -> None:
    assert [ask(person).status for _ in range(2)] == [202, 202]
    assert len(of_type("AddressChangeAsked")) == 1
    assert ask(person, minutes=1).status == 202
    assert len(of_type("AddressChangeAsked")) == 2


@pytest.mark.parametrize(("minutes", "status"), [(30, 200), (31, 422)])
def test_code_is_good_for_half_an_hour(person: Applicant, sent: Sent, minutes: int, status: int) -> None:
    ask(person)
    assert confirm(person, code_of(sent), minutes).status == status


def test_second_request_makes_the_first_code_useless(person: Applicant, sent: Sent) -> None:
    ask(person)
    first = code_of(sent)
    ask(person, "other@example.edu", minutes=1)
    second = code_of(sent)
    assert (first != second, sent[-1]) == (True, ("address_code", "other@example.edu"))
    assert [confirm(person, code, 2).status for code in (first, second)] == [422, 200]


def test_code_is_mailed_once_under_redelivery_and_never_stored(person: Applicant, sent: Sent) -> None:
    ask(person)
    code = code_of(sent)
    assert code_of(sent) == code
    assert [mail for mail, _ in sent].count("address_code") == 1
    (change,) = items("address_changes")
    assert code not in str([*change["codes"]]) or len(change["codes"]) == 1
    assert all(len(hashed) == 40 for hashed in change["codes"])
    assert NEW not in str(items("activity"))


def test_answer_is_the_same_for_an_address_that_is_taken_until_it_is_proved(person: Applicant, sent: Sent) -> None:
    user("taken@example.edu")
    free, taken = ask(person), ask(person, "taken@example.edu", minutes=1)
    assert (free.status, free.json) == (taken.status, taken.json)
    refused = confirm(person, code_of(sent), 2)
    assert (refused.status, refused.json["type"]) == (409, "not_possible")
    assert staff("GET", f"/applications/{person.id}").json["email"] == person.person.email


def test_codes_of_an_hour_are_limited(person: Applicant) -> None:
    answers = [ask(person, f"n{n}@example.edu") for n in range(6)]
    assert [it.status for it in answers] == [202] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0


def test_code_of_no_one_is_refused(person: Applicant) -> None:
    assert [confirm(person, code).status for code in ("123456", "12345", "abcdef")] == [422] * 3


def test_caller_must_be_signed_in() -> None:
    assert call(handler, "POST", "/api/account/email", {"email": NEW}).status == 401
