"""A side that leaves between the drawing of a round and its publication."""

import pytest

from functions.matching.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import applications
from tests.functions.applications.applicant import eligible
from tests.functions.mentors.volunteer import active, matches_of
from tests.functions.staff.staff_client import draw_round, publish, write_cycle
from tests.runtime.messages import deliver
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")


def test_applicant_whose_mentor_paused_before_the_publication_is_carried_over(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    applicant = eligible(people)
    mentor = active(people, mentee_stages=["medical_student"])
    number = draw_round()
    assert mentor.send("POST", "/pause", {}).json["status"] == "paused"
    assert publish(number).status == 200
    for _ in range(2):
        deliver(handler, "RoundPublished")
    stored = applications.load(applicant.id)
    assert stored
    assert (matches_of(applicant.sub), stored.status, stored.carried_over) == ([], "unmatched", True)
    assert [fact["subject"] for fact in of_type("ApplicantUnmatched")] == [applicant.id]
