"""CVs as staff see them: the newest, the submitted, and a link to accepted files."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from tests import pdfs
from tests.functions.applications.applicant import OPEN, Applicant, new_applicant, submitted
from tests.functions.materials.files import check, cv_of, landed, place
from tests.functions.staff.staff_client import staff, write_cycle

pytestmark = pytest.mark.usefixtures("aws", "uploads", "written")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def materials_of(applicant: Applicant) -> dict[str, Any]:
    """The CVs as staff see them."""
    materials: dict[str, Any] = staff("GET", f"/applications/{applicant.id}").json["materials"]
    return materials


def test_application_without_a_cv_has_none(people: People) -> None:
    assert materials_of(submitted(people)) == {}


def test_accepted_cv_has_a_link_for_five_minutes(people: People) -> None:
    applicant = new_applicant(people)
    file = landed(applicant, filename="mine.pdf")
    check(file)
    cv = materials_of(applicant)["cv"]
    link = urlsplit(cv["link"])
    assert (cv["filename"], cv["status"]) == ("mine.pdf", "accepted")
    assert (link.netloc, link.path) == ("test-uploads.s3.us-east-1.amazonaws.com", f"/{file.kept}")
    assert parse_qs(link.query)["X-Amz-Expires"] == ["300"]


def test_staff_alone_read_what_else_a_cv_holds(people: People) -> None:
    applicant = new_applicant(people)
    check(landed(applicant, pdfs.scripted("opening")))
    cv = materials_of(applicant)["cv"]
    assert cv["messages"] == ["For staff: this PDF contains JavaScript. Open it in a viewer that doesn’t run scripts."]
    assert (cv["status"], cv_of(applicant)["messages"]) == ("accepted", [])


def test_unchecked_or_refused_cv_has_no_link(people: People) -> None:
    applicant = new_applicant(people)
    place(applicant)
    assert "link" not in materials_of(applicant)["cv"]
    check(landed(applicant, pdfs.program()))
    assert (materials_of(applicant)["cv"]["status"], "link" in materials_of(applicant)["cv"]) == ("refused", False)


def test_accepted_cv_before_a_refused_upload_has_a_link(people: People) -> None:
    applicant = new_applicant(people)
    for data in (pdfs.english(), pdfs.program()):
        check(landed(applicant, data))
    cv = materials_of(applicant)["cv"]
    assert ("link" in cv, "link" in cv["earlier"]) == (False, True)


def test_submitted_cv_is_shown_next_to_a_newer_cv(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    check(landed(applicant, filename="first.pdf"))
    applicant.submit()
    assert set(materials_of(applicant)) == {"cv"}
    check(landed(applicant, filename="second.pdf"))
    assert {name: cv["filename"] for name, cv in materials_of(applicant).items()} == {
        "cv": "second.pdf",
        "submitted_cv": "first.pdf",
    }
    applicant.submit(at=OPEN + timedelta(hours=1))
    assert {name: cv["filename"] for name, cv in materials_of(applicant).items()} == {"cv": "second.pdf"}


def test_response_to_staffs_verdict_has_the_cv(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    check(landed(applicant))
    applicant.submit()
    judged = staff("POST", f"/applications/{applicant.id}/verdict", {"outcome": "eligible", "reason": "It fits."})
    assert judged.json["materials"]["cv"]["status"] == "accepted"
