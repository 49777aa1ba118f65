"""Uploaded files are checked: once per upload, in any order and however often they are delivered."""

from functools import partial
from typing import Any

import pytest

from functions.materials.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests import pdfs
from tests.functions.applications.applicant import DEADLINE, new_applicant, submitted
from tests.functions.materials.files import check, cv_of, landed, messages_about, place, put, stored, stored_files
from tests.functions.staff.staff_client import write_cycle
from tests.runtime.concurrency import race
from tests.runtime.faults import dies_at
from tests.runtime.messages import NONE_FAILED, failed
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws", "uploads", "written")
CALLS = ("GetItem", "GetObject", "PutObject", "TransactWriteItems", "DeleteObject")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def test_good_file_is_accepted_and_kept(people: People) -> None:
    applicant = new_applicant(people)
    file = landed(applicant, filename="mine.pdf", size=7)
    check(file)
    cv = cv_of(applicant)
    assert (cv["status"], cv["pages"], cv["size"], cv["messages"]) == ("accepted", 1, len(pdfs.english()), [])
    assert stored_files() == {file.kept: pdfs.english()}
    (fact,) = of_type("CvChecked")
    assert (fact["id"], fact["data"]) == (
        f"CvChecked.{applicant.id}.{file.upload}",
        {"upload": file.upload, "outcome": "accepted"},
    )
    assert (fact["subject"], fact["cycle"], fact["actor"]) == (applicant.id, "2024-25", "program")


REFUSED: dict[str, tuple[bytes, str]] = {
    "a program": (pdfs.program(), "not_pdf"),
    "half a file": (pdfs.english()[:300], "broken"),
    "a locked file": (pdfs.locked("secret"), "protected"),
    "too many pages": (pdfs.scanned(101), "too_many_pages"),
    "no pages": (pdfs.scanned(0), "broken"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_file_is_refused_and_deleted(people: People, name: str) -> None:
    data, problem = REFUSED[name]
    applicant = new_applicant(people)
    check(landed(applicant, data))
    cv = cv_of(applicant)
    assert (cv["status"], len(cv["messages"]), stored_files()) == ("refused", 1, {})
    (fact,) = of_type("CvChecked")
    assert (fact["data"]["outcome"], fact["data"]["problem"]) == ("refused", problem)


@pytest.mark.parametrize(("data", "language"), [(pdfs.spanish(), "other"), (pdfs.scanned(3), "unread")])
def test_file_in_another_language_or_without_text_is_accepted_with_a_notice(
    people: People, data: bytes, language: str
) -> None:
    applicant = new_applicant(people)
    file = landed(applicant, data)
    check(file)
    assert (cv_of(applicant)["status"], len(cv_of(applicant)["messages"]), stored(file).language) == (
        "accepted",
        1,
        language,
    )
    assert list(stored_files()) == [file.kept]


def test_text_of_a_cv_is_not_stored(people: People) -> None:
    check(landed(new_applicant(people)))
    assert "Howard University" not in str(items("applications")) + str(items("activity"))


def test_redelivery_does_nothing(people: People) -> None:
    file = landed(new_applicant(people))
    check(file, file)
    before = counts(), items("applications"), stored_files()
    check(file)
    assert (counts(), items("applications"), stored_files()) == before


def test_second_file_for_an_upload_is_deleted(people: People) -> None:
    applicant = new_applicant(people)
    file = landed(applicant)
    check(file)
    check(put(file, pdfs.program()))
    assert (cv_of(applicant)["status"], stored_files()) == ("accepted", {file.kept: pdfs.english()})


def test_file_replaced_between_two_deliveries_is_never_kept_unchecked(people: People) -> None:
    applicant = new_applicant(people)
    file = landed(applicant)
    with dies_at("TransactWriteItems", done=False):
        assert handler(messages_about(file), None) == failed(file.key)
    check(put(file, pdfs.program()))
    assert (cv_of(applicant)["status"], stored_files()) == ("refused", {})


def test_file_without_an_upload_is_deleted(people: People) -> None:
    file = landed(new_applicant(people))
    other = type(file)(file.application, file.upload[::-1])
    check(put(other, pdfs.english()))
    assert (list(stored_files()), of_type("CvChecked")) == ([file.key], [])


def test_message_about_a_deleted_file_changes_nothing(people: People) -> None:
    applicant = new_applicant(people)
    check(place(applicant))
    assert (cv_of(applicant)["status"], of_type("CvChecked")) == ("waiting", [])


def test_file_is_checked_after_the_deadline_and_after_a_withdrawal(people: People) -> None:
    applicant = submitted(people)
    file = landed(applicant)
    applicant.withdraw(at=DEADLINE)
    check(file)
    assert (applicant.read().json["status"], cv_of(applicant)["status"]) == ("withdrawn", "accepted")


@pytest.mark.parametrize("key", ["uploads/a/b.pdf", "cv/x.pdf", "", "uploads/../x.pdf", 7, None])
def test_message_with_a_foreign_key_fails_alone(people: People, key: Any) -> None:
    applicant = new_applicant(people)
    file = landed(applicant)
    event = messages_about(file, key)
    assert handler(event, None) == {"batchItemFailures": [{"itemIdentifier": key}]}
    assert cv_of(applicant)["status"] == "accepted"


@pytest.mark.parametrize("good", [True, False])
@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("operation", CALLS)
def test_worker_that_dies_at_any_call_reaches_the_same_end_after_redelivery(
    people: People, operation: str, done: bool, good: bool
) -> None:
    applicant = new_applicant(people)
    file = landed(applicant, pdfs.english() if good else pdfs.program())
    with dies_at(operation, done=done):
        died = handler(messages_about(file), None) == failed(file.key)
    assert died == (good or operation != "PutObject")
    check(file)
    status, kept = ("accepted", {file.kept: pdfs.english()}) if good else ("refused", {})
    assert (cv_of(applicant)["status"], stored_files(), len(of_type("CvChecked"))) == (status, kept, 1)


def test_workers_with_the_same_file_record_its_check_once(people: People) -> None:
    applicant = new_applicant(people)
    file = landed(applicant)
    outcomes = race([partial(handler, messages_about(file), None)] * 4)
    assert outcomes == [NONE_FAILED] * 4
    assert (cv_of(applicant)["status"], stored_files(), len(of_type("CvChecked"))) == (
        "accepted",
        {file.kept: pdfs.english()},
        1,
    )
