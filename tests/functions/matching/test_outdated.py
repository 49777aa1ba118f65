"""A draft whose facts change is marked, and can't be published until it is drawn up again."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from functions.eligibility.handler import handler as eligibility
from functions.matching.handler import handler
from functions.staff import rounds
from functions.staff.forms import AdjustmentsForm, PairForm
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.errors import StaleVersion
from tests.functions.applications.applicant import Applicant, eligible, submitted
from tests.functions.mentors.volunteer import Volunteer, active
from tests.functions.staff.staff_client import draw_round, publish, staff, window, write_cycle
from tests.runtime.concurrency import race
from tests.runtime.messages import NONE_FAILED, batch, deliver, facts
from tests.scene import Scene
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
CHANGES = (
    "ApplicationWithdrawn",
    "VerdictReached",
    "MentorApproved",
    "MentorChanged",
    "MentorPaused",
    "MentorResumed",
)


def state(number: int = 1) -> tuple[str, str | None]:
    """The state of a round, and why it is out of date."""
    round_ = staff("GET", f"/cycles/2024-25/rounds/{number}").json
    return round_["state"], round_["outdated"]


@Scene
def with_a_draft(people: People, cycle: Cycle) -> tuple[Applicant, Volunteer]:
    """A draft with one pair."""
    write_cycle(cycle)
    scene = eligible(people), active(people, mentee_stages=["medical_student"])
    draw_round()
    return scene


@pytest.fixture
def drawn(people: People, cycle: Cycle) -> tuple[Applicant, Volunteer]:
    return with_a_draft(people, cycle)


def withdraw(applicant: Applicant, _mentor: Volunteer, _people: People) -> None:
    applicant.withdraw()


def pause(_one: Applicant, mentor: Volunteer, _people: People) -> None:
    mentor.send("POST", "/pause", {})


def offer_more(_one: Applicant, mentor: Volunteer, _people: People) -> None:
    mentor.volunteer(capacity=3)


def join(_one: Applicant, _mentor: Volunteer, people: People) -> None:
    active(people, "mentor-2")


def overrule(applicant: Applicant, _mentor: Volunteer, _people: People) -> None:
    verdict = {"outcome": "ineligible", "reason": "The school wrote."}
    assert staff("POST", f"/applications/{applicant.id}/verdict", verdict).status == 200


def judge_another(_one: Applicant, _mentor: Volunteer, people: People) -> None:
    submitted(people, "applicant-2")
    deliver(eligibility, "ApplicationSubmitted")


@pytest.mark.parametrize("change", [withdraw, pause, offer_more, join, overrule, judge_another])
def test_draft_whose_facts_changed_is_stale_until_it_is_drawn_up_again(
    change: Callable[[Applicant, Volunteer, People], None], drawn: tuple[Applicant, Volunteer], people: People
) -> None:
    change(*drawn, people)
    assert state() == ("draft", None)
    for _ in range(2):
        deliver(handler, *CHANGES)
    assert (state(), len(of_type("RoundOutdated"))) == (("stale", "facts"), 1)
    refused = publish(1)
    assert (refused.status, refused.json["type"]) == (409, "round_stale")
    assert (
        staff("PUT", "/cycles/2024-25/rounds/1/adjustments", {"pin": [], "forbid": []}).json["outdated"]
        == "adjustments"
    )
    deliver(handler, "RoundAdjusted")
    assert (state(), publish(1).status) == (("draft", None), 200)


def test_draft_is_not_outdated_by_changes_that_matching_ignores(drawn: tuple[Applicant, Volunteer]) -> None:
    _, mentor = drawn
    said = {**mentor.read()["form"], "bio": "Twenty years at the bedside, and still curious."}
    assert mentor.send("PUT", "", said).json["version"] == 3
    deliver(handler, *CHANGES)
    assert (state(), len(of_type("MentorChanged"))) == (("draft", None), 1)


def test_published_round_is_never_stale(drawn: tuple[Applicant, Volunteer]) -> None:
    publish(1)
    drawn[1].send("POST", "/pause", {})
    deliver(handler, *CHANGES)
    assert (state(), of_type("RoundOutdated")) == (("published", None), [])


def test_provisional_round_is_drawn_again_when_a_mentor_joins(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    eligible(people)
    write_cycle(cycle, **window(datetime.now(UTC), -5, 5))
    deliver(handler, "VerdictReached")
    assert staff("GET", "/cycles/2024-25/rounds/1").json["matched"] == 0
    active(people, mentee_stages=["medical_student"])
    deliver(handler, "MentorApproved")
    round_ = staff("GET", "/cycles/2024-25/rounds/2").json
    assert (round_["state"], round_["matched"]) == ("provisional", 1)


def test_round_drawn_by_several_workers_at_once_is_stored_once(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    eligible(people)
    active(people)
    staff("POST", "/cycles/2024-25/rounds")
    (asked,) = facts("RoundRequested")
    outcomes = race([partial(handler, batch(asked), None)] * 4)
    assert (outcomes, len(of_type("RoundDrafted")), state()) == ([NONE_FAILED] * 4, 1, ("draft", None))


@pytest.mark.usefixtures("aws", "drawn")
def test_draft_adjusted_and_published_at_once_is_published_as_drawn_last() -> None:
    asked = AdjustmentsForm(pin=[], forbid=[PairForm(application="no one", mentor="no one")], capacity=[])
    now, (_, seen) = datetime.now(UTC), rounds.page("2024-25", "1", "", 1000)
    adjusting = partial(rounds.adjust, "2024-25", "1", asked, "staff-1", seen, now)
    publishing = partial(rounds.publish, "2024-25", "1", "staff-1", seen, now)
    outcomes: list[object] = list(race([adjusting, publishing]))
    round_ = staff("GET", "/cycles/2024-25/rounds/1").json
    assert (round_["state"], round_["asked"] == {}, *map(type, outcomes)) in (
        ("published", True, StaleVersion, tuple),
        ("stale", False, tuple, StaleVersion),
    )
