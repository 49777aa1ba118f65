"""A CV and the verdict: read if it is checked in time, judged again if it is checked later."""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from functions.eligibility.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests import pdfs
from tests.functions.applications.applicant import OPEN, Applicant, new_applicant, submitted
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


def english(applicant: Applicant) -> tuple[str, str]:
    """The status, and what the rule `english` found."""
    read = applicant.read().json
    (reason,) = [reason for reason in read["verdict"]["reasons"] if reason["rule"] == "english"]
    return read["status"], reason["outcome"]


def applied(people: People, data: bytes, sub: str = "applicant-1", kind: str = "student") -> tuple[Applicant, Landed]:
    """Someone who submitted with a CV that is not checked yet."""
    applicant = new_applicant(people, sub, kind)
    applicant.save()
    file = landed(applicant, data)
    assert applicant.submit().status == 201
    return applicant, file


CVS: dict[str, tuple[bytes, tuple[str, str]]] = {
    "English": (pdfs.english(), ("eligible", "passes")),
    "Spanish": (pdfs.spanish(), ("needs_review", "review")),
    "a scan": (pdfs.scanned(), ("needs_review", "review")),
    "refused": (pdfs.program(), ("eligible", "passes")),
}


@pytest.mark.parametrize("name", CVS)
def test_cv_checked_before_the_verdict_is_judged_with_it(people: People, name: str) -> None:
    data, expected = CVS[name]
    applicant, file = applied(people, data)
    check(file)
    deliver(handler, "ApplicationSubmitted", "CvChecked")
    assert (english(applicant), len(of_type("VerdictReached"))) == (expected, 1)


@pytest.mark.parametrize("name", CVS)
def test_cv_checked_after_the_verdict_leads_to_a_new_verdict_if_it_changes(people: People, name: str) -> None:
    data, expected = CVS[name]
    applicant, file = applied(people, data)
    deliver(handler, "ApplicationSubmitted")
    assert english(applicant) == ("eligible", "passes")
    check(file)
    for _ in range(2):
        deliver(handler, "CvChecked", "ApplicationSubmitted")
    assert (english(applicant), len(of_type("VerdictReached"))) == (expected, 1 + (expected[0] != "eligible"))
    assert applicant.read().json["verdict"]["version"] == applicant.read().json["submitted_version"]


def test_reason_names_the_cv(people: People) -> None:
    for sub, data, words in (("1", pdfs.spanish(), "not be in English"), ("2", pdfs.scanned(), "read any text")):
        applicant, file = applied(people, data, sub)
        check(file)
        deliver(handler, "CvChecked")
        message = applicant.read().json["verdict"]["reasons"][-1]["message"]
        assert (words in message, "CV" in message) == (True, True)


def test_cv_is_judged_even_if_its_check_arrives_first(people: People) -> None:
    applicant, file = applied(people, pdfs.spanish())
    check(file)
    deliver(handler, "CvChecked")
    deliver(handler, "ApplicationSubmitted")
    assert (english(applicant), len(of_type("VerdictReached"))) == (("needs_review", "review"), 1)


def test_cv_is_optional(people: People) -> None:
    applicant = submitted(people)
    deliver(handler, "ApplicationSubmitted")
    assert english(applicant) == ("eligible", "passes")


def test_cv_uploaded_after_the_submission_counts_once_it_is_submitted(people: People) -> None:
    applicant = submitted(people)
    deliver(handler, "ApplicationSubmitted")
    check(landed(applicant, pdfs.spanish()))
    deliver(handler, "CvChecked")
    assert (english(applicant), applicant.read().json["unsubmitted_changes"]) == (("eligible", "passes"), True)
    applicant.submit(at=OPEN + timedelta(hours=1))
    deliver(handler, "ApplicationSubmitted")
    assert english(applicant) == ("needs_review", "review")


def test_submitted_cv_is_judged_even_after_a_later_upload(people: People) -> None:
    applicant, file = applied(people, pdfs.spanish())
    later = landed(applicant, pdfs.english())
    check(later)
    check(file)
    deliver(handler, "ApplicationSubmitted", "CvChecked")
    assert english(applicant) == ("needs_review", "review")


def test_accepted_cv_is_judged_when_the_next_upload_is_refused(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    check(landed(applicant, pdfs.spanish()))
    check(landed(applicant, pdfs.program()))
    applicant.submit()
    deliver(handler, "ApplicationSubmitted")
    assert english(applicant) == ("needs_review", "review")


def test_staffs_verdict_stays_when_the_cv_is_checked_later(people: People) -> None:
    applicant, file = applied(people, pdfs.spanish())
    verdict = {"outcome": "eligible", "reason": "We know this applicant's school."}
    assert staff("POST", f"/applications/{applicant.id}/verdict", verdict).status == 200
    before = len(of_type("VerdictReached"))
    check(file)
    deliver(handler, "CvChecked")
    assert (applicant.read().json["status"], len(of_type("VerdictReached"))) == ("eligible", before)


def test_withdrawn_application_is_not_judged_again(people: People) -> None:
    applicant, file = applied(people, pdfs.spanish())
    deliver(handler, "ApplicationSubmitted")
    applicant.withdraw()
    check(file)
    deliver(handler, "CvChecked")
    assert applicant.read().json["status"] == "withdrawn"


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("operation", ["GetItem", "TransactWriteItems"])
def test_worker_that_dies_reaches_the_same_verdict_after_redelivery(people: People, operation: str, done: bool) -> None:
    applicant, file = applied(people, pdfs.spanish())
    deliver(handler, "ApplicationSubmitted")
    check(file)
    (fact,) = facts("CvChecked")
    with dies_at(operation, done=done):
        assert handler(batch(fact), None) == failed(fact.id)
    deliver(handler, "CvChecked")
    assert (english(applicant), len(of_type("VerdictReached"))) == (("needs_review", "review"), 2)
    before = counts(), items("applications")
    deliver(handler, "CvChecked")
    assert (counts(), items("applications")) == before


def test_submission_and_check_judged_at_once_lead_to_the_verdict_on_both(people: People) -> None:
    applicant, file = applied(people, pdfs.spanish())
    check(file)
    (sent,), (checked,) = facts("ApplicationSubmitted"), facts("CvChecked")
    calls: list[Any] = [partial(handler, batch(fact), None) for fact in (sent, checked, sent, checked)]
    assert race(calls) == [NONE_FAILED] * 4
    assert english(applicant) == ("needs_review", "review")
    assert Counter(fact["data"]["outcome"] for fact in of_type("VerdictReached")) == {"needs_review": 1}
