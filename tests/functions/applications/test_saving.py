"""Saving the working copy: what is stored, whose it is, and what is never shown again."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.form import PROVIDED
from shared.runtime import accounts as people_side
from shared.store.settings import from_env
from tests.functions.applications.applicant import DEADLINE, JUST_BEFORE, OPEN, Applicant, eligible, new_applicant
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.faults import BROKEN, FAILED, loses_answer
from tests.store.scans import answers, counts, items, of_type, tables_with

pytestmark = pytest.mark.usefixtures("aws", "written")
LOST = pytest.mark.parametrize("error", [*BROKEN, FAILED], ids=lambda error: type(error).__name__)


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def test_first_save_makes_the_application_and_later_saves_change_it(people: People) -> None:
    applicant = new_applicant(people)
    first = applicant.save({"statement": "One"})
    later = applicant.save({"statement": "Two"})
    assert [(a.status, a.headers["etag"]) for a in (first, later)] == [(201, '"1"'), (200, '"2"')]
    assert first.json == {
        "id": applicant.id,
        "cycle": "2024-25",
        "status": "draft",
        "version": 1,
        "unsubmitted_changes": False,
        "form": {"statement": "One"},
        "updated_at": "2024-04-15T12:00:00.000Z",
    }
    assert applicant.read().json == {**first.json, "version": 2, "form": {"statement": "Two"}}


def test_saving_the_same_again_changes_nothing(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save({"statement": "One"})
    before = counts()
    again = applicant.save({"statement": "One"}, at=OPEN + timedelta(hours=1))
    assert (again.status, again.headers["etag"], counts()) == (200, '"1"', before)


@LOST
@pytest.mark.parametrize("version", [None, "0", "1"])
def test_save_whose_answer_was_lost_is_the_same_save_when_it_is_sent_again(
    people: People, version: str | None, error: Exception
) -> None:
    applicant = new_applicant(people)
    if version == "1":
        applicant.save({"statement": "One"})
    headers = {"if-match": f'"{version}"'} if version else {}
    with loses_answer("TransactWriteItems", error):
        saved = applicant.save(headers=headers)
    before = counts()
    again = applicant.save(headers=headers, at=OPEN + timedelta(seconds=3))
    assert (saved.status, again.status, again.headers["etag"]) == (200, 200, saved.headers["etag"])
    assert (again.json, counts()) == (saved.json, before)


def test_stale_save_that_would_change_something_is_still_refused(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    applicant.save({"statement": "Two"})
    stale = {"if-match": '"1"'}
    changes = ({"statement": "Three"}, {"self_identification": {"declines": True}}, {"self_identification": None})
    assert [applicant.save(change, headers=stale).status for change in changes] == [412] * 3
    kept = applicant.person.form["self_identification"]
    assert answers() == {applicant.id: {"working": kept}}


def test_self_identification_that_is_kept_already_makes_no_version(people: People) -> None:
    applicant, none, other = new_applicant(people), {"self_identification": None}, {"declines": True}
    kept = {"self_identification": applicant.person.form["self_identification"]}
    sent: list[Any] = [kept, kept, {**kept, "statement": "One"}, {"self_identification": other}, kept, none, none, kept]
    assert [applicant.save(parts).json["version"] for parts in sent] == [1, 1, 2, 3, 4, 5, 5, 6]


def test_text_is_kept_and_given_back_clean_and_the_same_again_changes_nothing(people: People) -> None:
    applicant = new_applicant(people)
    typed = {
        "applicant": {"first_name": "Ana \u202e", "last_name": "Nun\u0303ez\u000bDi\u0301az"},
        "statement": "One. \u000b\rTwo.",
    }
    kept = {"applicant": {"first_name": "Ana", "last_name": "Nuñez Díaz"}, "statement": "One.\n\nTwo."}
    saved = [applicant.save(parts) for parts in (typed, typed, kept)]
    assert [(a.status, a.json["version"], a.json["form"]) for a in saved] == [
        (201, 1, kept),
        (200, 1, kept),
        (200, 1, kept),
    ]


def test_control_character_is_refused_beside_its_field(people: People) -> None:
    refused = new_applicant(people).save({"statement": "One", "training": {"school": "Ho\x1bward"}})
    assert (refused.status, [error["field"] for error in refused.json["errors"]]) == (422, ["training.school"])


def test_single_name_takes_the_place_of_a_last_name(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    applicant.save({"applicant": {"first_name": "Suharto"}})
    saved = applicant.save({"applicant": {"single_name": True}}).json["form"]["applicant"]
    assert (saved["single_name"], "last_name" in saved) == (True, False)
    assert applicant.save({"applicant": {"last_name": "Two"}}).json["errors"][0]["field"] == "applicant.last_name"
    assert applicant.submit().status == 201


def test_parts_are_merged_into_the_saved_form(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save({"applicant": {"first_name": "Ada"}, "location": {"state": "OH"}})
    applicant.save({"applicant": {"last_name": "Rivers"}, "location": None})
    assert applicant.read().json["form"] == {"applicant": {"first_name": "Ada", "last_name": "Rivers"}}


def test_current_version_is_accepted_and_a_stale_version_refused_with_the_stored_copy(people: People) -> None:
    applicant = new_applicant(people)
    assert applicant.save({"statement": "One"}, headers={"if-match": '"0"'}).status == 201
    assert applicant.save({"statement": "Two"}, headers={"if-match": '"1"'}).status == 200
    stale = applicant.save({"statement": "Three"}, headers={"if-match": '"1"'})
    assert (stale.status, stale.json["type"], stale.json["current"]) == (412, "stale_version", applicant.read().json)
    assert stale.json["current"]["form"] == {"statement": "Two"}


def test_version_is_accepted_in_every_form_of_the_header(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save({"statement": "0"})
    tags = ("1", 'W/"2"', ' "3" ', "*")
    assert [applicant.save({"statement": tag}, headers={"if-match": tag}).status for tag in tags] == [200] * 4


def test_malformed_version_is_refused_and_nothing_changes(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save({"statement": "One"})
    tags = ('"one"', '""', '"1", "2"', '"-1"', '"٣"', "9" * 400)
    refused = [applicant.save({"statement": "Two"}, headers={"if-match": tag}) for tag in tags]
    assert [(a.status, a.json["type"]) for a in refused] == [(412, "stale_version")] * len(tags)
    assert applicant.read().json["form"] == {"statement": "One"}


def test_saving_is_possible_from_the_first_to_the_last_millisecond_of_the_window(people: People) -> None:
    opening = datetime(2024, 2, 16, 5, tzinfo=UTC)
    moments = (opening - timedelta(milliseconds=1), opening, JUST_BEFORE, DEADLINE)
    applicants = [new_applicant(people, f"applicant-{n}") for n in range(4)]
    saved = [applicant.save(at=at) for applicant, at in zip(applicants, moments, strict=True)]
    assert [a.status for a in saved] == [409, 201, 201, 409]
    assert [saved[0].json["type"], saved[3].json["type"]] == ["window_not_open", "deadline_passed"]
    assert [applicant.read().status for applicant in applicants] == [404, 200, 200, 404]


def test_self_identification_is_read_back_only_as_provided(people: People) -> None:
    applicant = new_applicant(people)
    saved = applicant.save()
    read = applicant.read()
    assert saved.json["form"]["self_identification"] == read.json["form"]["self_identification"] == PROVIDED
    assert answers() == {applicant.id: {"working": applicant.person.form["self_identification"]}}


def test_self_identification_is_in_no_table_that_can_be_read(people: People) -> None:
    applicant = eligible(people)
    (group,) = applicant.person.form["self_identification"]["groups"]
    assert (
        staff("GET", f"/applications/{applicant.id}/self_identification", query={"reason": "An appeal"}).status == 200
    )
    applicant.save({"self_identification": {"groups": ["another_group"], "another_group": "Garifuna of the coast"}})
    applicant.submit()
    assert (tables_with(group), tables_with("Garifuna of the coast")) == ([], [])
    assert answers()[applicant.id]["submitted"]["another_group"] == "Garifuna of the coast"


def test_reading_back_and_saving_keeps_self_identification(people: People) -> None:
    applicant = new_applicant(people)
    form = applicant.save().json["form"]
    assert applicant.save(form).json["version"] == 1
    assert answers() == {applicant.id: {"working": applicant.person.form["self_identification"]}}


def test_self_identification_can_be_removed(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    taken_back = applicant.save({"self_identification": None})
    assert "self_identification" not in taken_back.json["form"]
    assert answers() == {applicant.id: {}}


def test_contradictory_self_identification_is_refused_with_its_field(people: People) -> None:
    answer = new_applicant(people).save({"self_identification": {"groups": ["hispanic_latino"], "declines": True}})
    assert answer.status == 422
    assert answer.json["errors"] == [
        {"field": "self_identification", "message": "Choose groups or decline to answer, not both."}
    ]
    assert answers() == {}


def test_wrong_answer_is_refused_with_its_field_and_nothing_is_stored(people: People) -> None:
    answer = new_applicant(people).save({"statement": "One", "training": {"graduation": "May 2026"}})
    assert (answer.status, [error["field"] for error in answer.json["errors"]]) == (422, ["training.graduation"])
    assert items("applications") == []


def test_another_persons_application_is_not_found(people: People) -> None:
    new_applicant(people).save()
    stranger = new_applicant(people, "stranger")
    answers = [stranger.read(), stranger.submit(), stranger.withdraw(), stranger.send("GET", "/match")]
    assert [(a.status, a.json["type"]) for a in answers] == [(404, "not_found")] * 4


def test_request_without_a_token_is_401(people: People) -> None:
    sent: tuple[tuple[str, str, Any], ...] = (
        ("PUT", "", {}),
        ("GET", "", None),
        ("POST", "/submission", None),
        ("POST", "/withdrawal", None),
        ("GET", "/match", None),
    )
    answers = [new_applicant(people).send(method, path, body, sub=None) for method, path, body in sent]
    assert [(a.status, a.json["type"]) for a in answers] == [(401, "unauthorized")] * 5


def test_unknown_cycle_is_not_found(people: People) -> None:
    answer = new_applicant(people, cycle="2031-32").save()
    assert (answer.status, answer.json["detail"]) == (404, "There’s no such cycle.")


def signed_up(people: People, **verified: str) -> Applicant:
    """A person with an account in the pool, whose address is verified or isn't."""
    person = new_applicant(people).person
    attributes: list[Any] = [
        {"Name": name, "Value": value} for name, value in ({"email": person.email} | verified).items()
    ]
    made = people_side.client().admin_create_user(
        UserPoolId=from_env("PEOPLE_POOL_ID"), Username=person.email, UserAttributes=attributes
    )
    return Applicant(person, made["User"]["Username"])


@pytest.mark.usefixtures("people_pool")
@pytest.mark.parametrize("more", [{"email": None}, {"email": "victim@example.edu", "verified": "false"}])
def test_address_missing_from_the_token_or_not_verified_there_is_looked_up_in_the_pool(
    people: People, more: dict[str, Any]
) -> None:
    known = signed_up(people, email_verified="true")
    assert known.save(**more).status == 201
    assert [item["email"] for item in items("applications")] == [known.person.email]


@pytest.mark.usefixtures("people_pool")
@pytest.mark.parametrize("attributes", [{}, {"email_verified": "false"}])
def test_address_that_nobody_verified_is_refused_and_nothing_is_stored(
    people: People, attributes: dict[str, str]
) -> None:
    known = signed_up(people, **attributes)
    answers = [known.save(email=None), known.save(verified="false"), known.save(verified="None")]
    assert [(a.status, a.json["type"]) for a in answers] == [(403, "forbidden")] * 3
    assert "isn’t verified" in answers[0].json["detail"]
    assert (items("applications"), of_type("ApplicationDrafted")) == ([], [])


@pytest.mark.usefixtures("people_pool")
def test_token_of_a_deleted_account_is_401_and_nothing_is_stored(people: People) -> None:
    answer = new_applicant(people).save(email=None)
    assert (answer.status, answer.json["type"], items("applications")) == (401, "unauthorized", [])


def test_response_is_json_that_no_cache_keeps(people: People) -> None:
    answer = new_applicant(people).save()
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("application/json", "no-store")
    assert "example.edu" not in json.dumps(answer.json)
