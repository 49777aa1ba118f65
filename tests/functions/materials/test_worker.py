"""Files that landed are checked: each place once, whatever comes twice, late, out of order or not at all."""

from functools import partial
from typing import Any

import pytest

from functions.materials.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests import pdfs
from tests.functions.applications.applicant import DEADLINE, applicant, submitted
from tests.functions.materials.files import check, cv_of, landed, place, put, stored, stored_files, told_of
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


def test_good_file_is_accepted_and_moved_to_where_it_is_kept(people: People) -> None:
    one = applicant(people)
    file = landed(one, filename="mine.pdf", size=7)
    check(file)
    cv = cv_of(one)
    assert (cv["status"], cv["pages"], cv["size"], cv["messages"]) == ("accepted", 1, len(pdfs.english()), [])
    assert stored_files() == {file.kept: pdfs.english()}
    (fact,) = of_type("CvChecked")
    assert (fact["id"], fact["data"]) == (
        f"CvChecked.{one.id}.{file.upload}",
        {"upload": file.upload, "outcome": "accepted"},
    )
    assert (fact["subject"], fact["cycle"], fact["actor"]) == (one.id, "2024-25", "program")


REFUSED: dict[str, tuple[bytes, str]] = {
    "a program": (pdfs.program(), "not_pdf"),
    "half a file": (pdfs.english()[:300], "broken"),
    "a locked file": (pdfs.locked("secret"), "protected"),
    "a restricted file": (pdfs.locked(""), "protected"),
    "too many pages": (pdfs.scanned(101), "too_many_pages"),
    "no pages": (pdfs.scanned(0), "broken"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_file_is_refused_and_thrown_away(people: People, name: str) -> None:
    data, problem = REFUSED[name]
    one = applicant(people)
    check(landed(one, data))
    cv = cv_of(one)
    assert (cv["status"], len(cv["messages"]), stored_files()) == ("refused", 1, {})
    (fact,) = of_type("CvChecked")
    assert (fact["data"]["outcome"], fact["data"]["problem"]) == ("refused", problem)


@pytest.mark.parametrize(("data", "language"), [(pdfs.spanish(), "other"), (pdfs.scanned(3), "unread")])
def test_file_in_another_language_or_without_text_is_accepted_with_a_notice(
    people: People, data: bytes, language: str
) -> None:
    one = applicant(people)
    file = landed(one, data)
    check(file)
    assert (cv_of(one)["status"], len(cv_of(one)["messages"]), stored(file).language) == ("accepted", 1, language)
    assert list(stored_files()) == [file.kept]


def test_nothing_of_the_text_is_kept(people: People) -> None:
    check(landed(applicant(people)))
    assert "Howard University" not in str(items("applications")) + str(items("activity"))


def test_redelivery_does_nothing(people: People) -> None:
    file = landed(applicant(people))
    check(file, file)
    before = counts(), items("applications"), stored_files()
    check(file)
    assert (counts(), items("applications"), stored_files()) == before


def test_place_is_filled_once_and_what_lands_later_is_thrown_away(people: People) -> None:
    one = applicant(people)
    file = landed(one)
    check(file)
    check(put(file, pdfs.program()))
    assert (cv_of(one)["status"], stored_files()) == ("accepted", {file.kept: pdfs.english()})


def test_file_exchanged_between_two_deliveries_is_never_kept_unchecked(people: People) -> None:
    one = applicant(people)
    file = landed(one)
    with dies_at("TransactWriteItems", done=False):
        assert handler(told_of(file), None) == failed(file.key)
    check(put(file, pdfs.program()))
    assert (cv_of(one)["status"], stored_files()) == ("refused", {})


def test_file_that_belongs_to_no_upload_is_thrown_away(people: People) -> None:
    file = landed(applicant(people))
    other = type(file)(file.application, file.upload[::-1])
    check(put(other, pdfs.english()))
    assert (list(stored_files()), of_type("CvChecked")) == ([file.key], [])


def test_message_of_a_file_that_is_gone_changes_nothing(people: People) -> None:
    one = applicant(people)
    check(place(one))
    assert (cv_of(one)["status"], of_type("CvChecked")) == ("waiting", [])


def test_file_is_checked_after_the_deadline_and_after_a_withdrawal(people: People) -> None:
    one = submitted(people)
    file = landed(one)
    one.withdraw(at=DEADLINE)
    check(file)
    assert (one.read().json["status"], cv_of(one)["status"]) == ("withdrawn", "accepted")


@pytest.mark.parametrize("key", ["uploads/a/b.pdf", "cv/x.pdf", "", "uploads/../x.pdf", 7, None])
def test_key_that_no_upload_has_fails_alone(people: People, key: Any) -> None:
    one = applicant(people)
    file = landed(one)
    event = told_of(file, key)
    assert handler(event, None) == {"batchItemFailures": [{"itemIdentifier": key}]}
    assert cv_of(one)["status"] == "accepted"


@pytest.mark.parametrize("good", [True, False])
@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("operation", CALLS)
def test_worker_that_dies_at_any_call_ends_where_it_would_have(
    people: People, operation: str, done: bool, good: bool
) -> None:
    one = applicant(people)
    file = landed(one, pdfs.english() if good else pdfs.program())
    with dies_at(operation, done=done):
        died = handler(told_of(file), None) == failed(file.key)
    assert died == (good or operation != "PutObject")
    check(file)
    status, kept = ("accepted", {file.kept: pdfs.english()}) if good else ("refused", {})
    assert (cv_of(one)["status"], stored_files(), len(of_type("CvChecked"))) == (status, kept, 1)


def test_many_workers_with_the_same_file_check_it_once(people: People) -> None:
    one = applicant(people)
    file = landed(one)
    outcomes = race([partial(handler, told_of(file), None)] * 4)
    assert outcomes == [NONE_FAILED] * 4
    assert (cv_of(one)["status"], stored_files(), len(of_type("CvChecked"))) == (
        "accepted",
        {file.kept: pdfs.english()},
        1,
    )
