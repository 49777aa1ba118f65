"""A CV and the verdict: read where it is checked in time, judged again where it is checked later."""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from functions.eligibility.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests import pdfs
from tests.functions.applications.applicant import OPEN, Applicant, applicant, submitted
from tests.functions.materials.files import Landed, check, landed
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.concurrency import race
from tests.runtime.faults import dies_at
from tests.runtime.messages import NONE_FAILED, batch, deliver, facts, failed
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws", "uploads", "written")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def english(one: Applicant) -> tuple[str, str]:
    """The status, and what the rule `english` found."""
    read = one.read().json
    (reason,) = [reason for reason in read["verdict"]["reasons"] if reason["rule"] == "english"]
    return read["status"], reason["outcome"]


def applied(people: People, data: bytes, sub: str = "applicant-1", kind: str = "student") -> tuple[Applicant, Landed]:
    """Somebody who submitted with a CV that is not checked yet."""
    one = applicant(people, sub, kind)
    one.save()
    file = landed(one, data)
    assert one.submit().status == 201
    return one, file


CVS: dict[str, tuple[bytes, tuple[str, str]]] = {
    "English": (pdfs.english(), ("eligible", "passes")),
    "Spanish": (pdfs.spanish(), ("needs_review", "review")),
    "a scan": (pdfs.scanned(), ("needs_review", "review")),
    "refused": (pdfs.program(), ("eligible", "passes")),
}


@pytest.mark.parametrize("name", CVS)
def test_cv_checked_before_the_verdict_is_judged_with_it(people: People, name: str) -> None:
    data, expected = CVS[name]
    one, file = applied(people, data)
    check(file)
    deliver(handler, "ApplicationSubmitted", "CvChecked")
    assert (english(one), len(of_type("VerdictReached"))) == (expected, 1)


@pytest.mark.parametrize("name", CVS)
def test_cv_checked_after_the_verdict_has_it_reached_again_if_it_changes(people: People, name: str) -> None:
    data, expected = CVS[name]
    one, file = applied(people, data)
    deliver(handler, "ApplicationSubmitted")
    assert english(one) == ("eligible", "passes")
    check(file)
    for _ in range(2):
        deliver(handler, "CvChecked", "ApplicationSubmitted")
    assert (english(one), len(of_type("VerdictReached"))) == (expected, 1 + (expected[0] != "eligible"))
    assert one.read().json["verdict"]["version"] == one.read().json["submitted_version"]


def test_reason_names_the_cv(people: People) -> None:
    for sub, data, words in (("1", pdfs.spanish(), "not be in English"), ("2", pdfs.scanned(), "read any text")):
        one, file = applied(people, data, sub)
        check(file)
        deliver(handler, "CvChecked")
        message = one.read().json["verdict"]["reasons"][-1]["message"]
        assert (words in message, "CV" in message) == (True, True)


def test_cv_is_judged_though_its_check_is_told_first(people: People) -> None:
    one, file = applied(people, pdfs.spanish())
    check(file)
    deliver(handler, "CvChecked")
    deliver(handler, "ApplicationSubmitted")
    assert (english(one), len(of_type("VerdictReached"))) == (("needs_review", "review"), 1)


def test_nobody_needs_a_cv(people: People) -> None:
    one = submitted(people)
    deliver(handler, "ApplicationSubmitted")
    assert english(one) == ("eligible", "passes")


def test_cv_uploaded_after_the_submission_counts_once_it_is_submitted(people: People) -> None:
    one = submitted(people)
    deliver(handler, "ApplicationSubmitted")
    check(landed(one, pdfs.spanish()))
    deliver(handler, "CvChecked")
    assert (english(one), one.read().json["unsubmitted_changes"]) == (("eligible", "passes"), True)
    one.submit(at=OPEN + timedelta(hours=1))
    deliver(handler, "ApplicationSubmitted")
    assert english(one) == ("needs_review", "review")


def test_submitted_cv_is_the_one_that_is_judged_whatever_is_uploaded_later(people: People) -> None:
    one, file = applied(people, pdfs.spanish())
    later = landed(one, pdfs.english())
    check(later)
    check(file)
    deliver(handler, "ApplicationSubmitted", "CvChecked")
    assert english(one) == ("needs_review", "review")


def test_refused_successor_leaves_the_accepted_cv_to_be_judged(people: People) -> None:
    one = applicant(people)
    one.save()
    check(landed(one, pdfs.spanish()))
    check(landed(one, pdfs.program()))
    one.submit()
    deliver(handler, "ApplicationSubmitted")
    assert english(one) == ("needs_review", "review")


def test_verdict_of_staff_stands_though_the_cv_is_checked_later(people: People) -> None:
    one, file = applied(people, pdfs.spanish())
    told = {"outcome": "eligible", "reason": "We know this applicant's school."}
    assert staff("POST", f"/applications/{one.id}/verdict", told).status == 200
    before = len(of_type("VerdictReached"))
    check(file)
    deliver(handler, "CvChecked")
    assert (one.read().json["status"], len(of_type("VerdictReached"))) == ("eligible", before)


def test_withdrawn_application_is_not_judged_again(people: People) -> None:
    one, file = applied(people, pdfs.spanish())
    deliver(handler, "ApplicationSubmitted")
    one.withdraw()
    check(file)
    deliver(handler, "CvChecked")
    assert one.read().json["status"] == "withdrawn"


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("operation", ["GetItem", "TransactWriteItems"])
def test_judge_that_dies_ends_where_it_would_have(people: People, operation: str, done: bool) -> None:
    one, file = applied(people, pdfs.spanish())
    deliver(handler, "ApplicationSubmitted")
    check(file)
    (fact,) = facts("CvChecked")
    with dies_at(operation, done=done):
        assert handler(batch(fact), None) == failed(fact.id)
    deliver(handler, "CvChecked")
    assert (english(one), len(of_type("VerdictReached"))) == (("needs_review", "review"), 2)
    before = counts(), items("applications")
    deliver(handler, "CvChecked")
    assert (counts(), items("applications")) == before


def test_submission_and_check_judged_at_once_end_in_the_verdict_of_both(people: People) -> None:
    one, file = applied(people, pdfs.spanish())
    check(file)
    (sent,), (checked,) = facts("ApplicationSubmitted"), facts("CvChecked")
    calls: list[Any] = [partial(handler, batch(fact), None) for fact in (sent, checked, sent, checked)]
    assert race(calls) == [NONE_FAILED] * 4
    assert english(one) == ("needs_review", "review")
    assert Counter(fact["data"]["outcome"] for fact in of_type("VerdictReached")) == {"needs_review": 1}
