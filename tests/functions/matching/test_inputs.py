"""What a round knows of people: no words of theirs, and one institution by all its names."""

import pytest

from functions.eligibility.handler import handler as eligibility
from functions.matching.inputs import gather
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import eligible
from tests.functions.mentors.volunteer import active
from tests.functions.staff.staff_client import write_cycle
from tests.runtime.messages import deliver

pytestmark = pytest.mark.usefixtures("aws")


@pytest.mark.parametrize(
    ("institution", "same"),
    [
        ("Yale School of Medicine", True),
        ("The YALE school of  medicine", True),
        ("Yale Medical School", True),
        ("Yale New Haven Hospital", False),
        ("…", False),
    ],
)
def test_all_names_of_a_school_are_the_same_institution(
    people: People, cycle: Cycle, institution: str, same: bool
) -> None:
    write_cycle(cycle)
    applicant = eligible(people)
    assert applicant.save({"training": {"school": "Yale School of Medicine"}}).status == 200
    assert applicant.submit().status == 201
    active(people, institution=institution, avoid_institutions=[institution])
    facts = gather("2024-25", {})
    assert facts.applicants == ()  # the new version is not judged yet
    deliver(eligibility, "ApplicationSubmitted")
    (student,), (mentor,) = gather("2024-25", {}).applicants, facts.mentors
    assert ((student.institution == mentor.institution), mentor.avoid_institutions) == (same, (mentor.institution,))
    assert "yale" not in repr((student, mentor)).lower()
