"""The same request again is the same request: whether its answer was lost, or staff press the button twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.matching.handler import handler as matching
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.instants import to_iso
from tests.functions.applications.applicant import Applicant, eligible
from tests.functions.mentors.volunteer import active
from tests.functions.staff.staff_client import draw_round, staff, write_cycle
from tests.runtime.faults import BROKEN, FAILED, loses_answer
from tests.runtime.messages import deliver
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
ROUNDS = "/cycles/2024-25/rounds"
NOW = datetime.now(UTC).replace(microsecond=0)
TOO_LONG = timedelta(minutes=11)
ERRORS = pytest.mark.parametrize("error", [*BROKEN, FAILED], ids=lambda error: type(error).__name__)


@pytest.fixture
def applicant(people: People, cycle: Cycle) -> Applicant:
    """A cycle with an eligible applicant, a mentor and a draft of its round."""
    write_cycle(cycle)
    one = eligible(people)
    active(people)
    draw_round()
    return one


def ask(what: str, at: datetime = NOW, applicant: Applicant | None = None) -> Any:
    """Ask for a round, for its verification or for its adjustment."""
    if what == "adjustments":
        body = {
            "pin": [],
            "forbid": [{"application": applicant.id, "mentor": "m"}] if applicant else [],
            "capacity": [],
        }
        return staff("PUT", f"{ROUNDS}/1/adjustments", body, at=at)
    return staff("POST", ROUNDS if what == "round" else f"{ROUNDS}/1/verification", at=at)


FACTS = {"round": "RoundRequested", "verification": "RoundVerificationRequested", "adjustments": "RoundAdjusted"}


@ERRORS
@pytest.mark.parametrize("what", FACTS)
def test_request_whose_answer_was_lost_is_made_once(applicant: Applicant, what: str, error: Exception) -> None:
    before = len(of_type(FACTS[what]))
    with loses_answer("TransactWriteItems", error):
        first = ask(what, applicant=applicant)
    again = ask(what, applicant=applicant)
    assert (first.status, again.json) == (again.status, first.json)
    assert len(of_type(FACTS[what])) == before + 1
    assert first.status in (200, 202)


@pytest.mark.parametrize("what", FACTS)
def test_request_that_nothing_came_of_is_published_again(applicant: Applicant, what: str) -> None:
    for at in (NOW, NOW + TOO_LONG, NOW + TOO_LONG):
        assert ask(what, at, applicant).status in (200, 202)
    marked = [fact["published_again_at"] for fact in of_type(FACTS[what]) if "published_again_at" in fact]
    assert marked == [to_iso(NOW + TOO_LONG)]


def test_round_and_verification_can_be_asked_for_again_once_they_are_done(applicant: Applicant) -> None:
    assert [ask("round").json["round"] for _ in range(2)] == [2, 2]
    deliver(matching, "RoundRequested")
    assert ask("round").json["round"] == 3
    for _ in range(2):
        ask("verification")
        deliver(matching, "RoundVerificationRequested")
    assert (len(of_type("RoundVerified")), applicant.read().json["status"]) == (2, "eligible")


@ERRORS
def test_view_of_self_identification_whose_answer_was_lost_is_recorded_once(
    applicant: Applicant, error: Exception
) -> None:
    with loses_answer("TransactWriteItems", error):
        path = f"/applications/{applicant.id}/self_identification"
        assert staff("GET", path, query={"reason": "An appeal"}).status == 200
    assert len(of_type("SelfIdentificationRead")) == 1
