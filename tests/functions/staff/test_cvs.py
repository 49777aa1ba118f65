"""CVs as staff see them: what was uploaded, what belongs to the submission, and an address for what passed."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from tests import pdfs
from tests.functions.applications.applicant import OPEN, Applicant, applicant, submitted
from tests.functions.materials.files import check, landed, place
from tests.functions.staff.staff_client import staff, write_cycle

pytestmark = pytest.mark.usefixtures("aws", "uploads", "written")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def materials(one: Applicant) -> dict[str, Any]:
    """What staff are told of the CVs."""
    told: dict[str, Any] = staff("GET", f"/applications/{one.id}").json["materials"]
    return told


def test_application_without_a_cv_has_none(people: People) -> None:
    assert materials(submitted(people)) == {}


def test_checked_cv_can_be_opened_for_five_minutes(people: People) -> None:
    one = applicant(people)
    file = landed(one, filename="mine.pdf")
    check(file)
    cv = materials(one)["cv"]
    link = urlsplit(cv["link"])
    assert (cv["filename"], cv["status"]) == ("mine.pdf", "accepted")
    assert (link.netloc, link.path) == ("test-uploads.s3.us-east-1.amazonaws.com", f"/{file.kept}")
    assert parse_qs(link.query)["X-Amz-Expires"] == ["300"]


def test_cv_that_is_not_checked_or_refused_cannot_be_opened(people: People) -> None:
    one = applicant(people)
    place(one)
    assert "link" not in materials(one)["cv"]
    check(landed(one, pdfs.program()))
    assert (materials(one)["cv"]["status"], "link" in materials(one)["cv"]) == ("refused", False)


def test_accepted_cv_in_place_of_a_refused_one_can_be_opened(people: People) -> None:
    one = applicant(people)
    for data in (pdfs.english(), pdfs.program()):
        check(landed(one, data))
    cv = materials(one)["cv"]
    assert ("link" in cv, "link" in cv["earlier"]) == (False, True)


def test_submitted_cv_is_shown_beside_a_newer_one(people: People) -> None:
    one = applicant(people)
    one.save()
    check(landed(one, filename="first.pdf"))
    one.submit()
    assert set(materials(one)) == {"cv"}
    check(landed(one, filename="second.pdf"))
    assert {name: cv["filename"] for name, cv in materials(one).items()} == {
        "cv": "second.pdf",
        "submitted_cv": "first.pdf",
    }
    one.submit(at=OPEN + timedelta(hours=1))
    assert {name: cv["filename"] for name, cv in materials(one).items()} == {"cv": "second.pdf"}


def test_verdict_of_staff_is_answered_with_the_cv(people: People) -> None:
    one = applicant(people)
    one.save()
    check(landed(one))
    one.submit()
    told = staff("POST", f"/applications/{one.id}/verdict", {"outcome": "eligible", "reason": "It fits."})
    assert told.json["materials"]["cv"]["status"] == "accepted"
