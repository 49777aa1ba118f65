"""What a round knows of people: no words of theirs, and one institution by all its names."""

from typing import Any

import pytest

from functions.eligibility.handler import handler as eligibility
from functions.matching.inputs import gather
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import eligible
from tests.functions.mentors.volunteer import active
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.messages import deliver

pytestmark = pytest.mark.usefixtures("aws")


@pytest.mark.parametrize(
    ("school", "residency", "institution", "same"),
    [
        ("Yale School of Medicine", None, "The YALE school of  medicine", True),
        ("Yale School of Medicine", None, "Yale New Haven Hospital", True),
        ("Yale School of Medicine", None, "Yale Cancer Center", True),
        ("Yale School of Medicine", None, "Emory University", False),
        ("Yale School of Medicine", None, "…", False),
        # A hospital of two universities counts as both.
        ("Emory University School of Medicine", None, "Grady Memorial Hospital", True),
        ("Morehouse School of Medicine", None, "Grady Memorial Hospital", True),
        ("Morehouse School of Medicine", None, "Emory University", False),
        # A resident is at the school and at the hospital.
        ("Yale School of Medicine", "Mayo Clinic", "Mayo Clinic Comprehensive Cancer Center", True),
        ("Yale School of Medicine", "Mayo Clinic", "Yale Cancer Center", True),
        ("Yale School of Medicine", "Mayo Clinic", "Duke Cancer Institute", False),
    ],
)
@pytest.mark.parametrize("field", ["institution", "avoid_institutions"])
def test_institution_of_a_mentor_is_compared_with_all_of_the_applicant(
    people: People, cycle: Cycle, school: str, residency: str | None, institution: str, same: bool, field: str
) -> None:
    write_cycle(cycle)
    applicant = eligible(people)
    training = {"school": school, **({"stage": "resident", "residency": residency} if residency else {})}
    assert applicant.save({"training": training}).status == 200
    assert applicant.submit().status == 201
    named: dict[str, Any] = {"institution": institution, "avoid_institutions": [institution]}
    active(people, **({"institution": "Nowhere Clinic"} | {field: named[field]}))
    facts = gather("2024-25", {})
    assert facts.applicants == ()  # the new version is not judged yet
    deliver(eligibility, "ApplicationSubmitted")
    if residency:
        assert (
            staff("POST", f"/applications/{applicant.id}/verdict", {"outcome": "eligible", "reason": "Ok."}).status
            == 200
        )
    facts = gather("2024-25", {})
    (student,), (mentor,) = facts.applicants, facts.mentors
    assert (student.institution in (mentor.institution, *mentor.avoid_institutions)) is same
    assert not any(word in repr((student, mentor)).lower() for word in ("yale", "emory", "mayo", "grady"))
