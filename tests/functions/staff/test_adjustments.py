"""Drafts as staff adjust them: pins, forbidden pairs and capacities, drawn up again in their place, with the cost."""

from typing import Any

import pytest

from functions.matching.handler import handler as matching
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import matches
from tests.functions.applications.applicant import Applicant, eligible
from tests.functions.http import Answer
from tests.functions.mentors.volunteer import Volunteer, active
from tests.functions.staff.staff_client import draw_round, publish, staff, write_cycle
from tests.runtime.faults import dies_at
from tests.runtime.messages import NONE_FAILED, batch, deliver, facts, failed
from tests.scene import Scene
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
ROUNDS = "/cycles/2024-25/rounds"
Both = tuple[list[Applicant], list[Volunteer]]


@Scene
def with_a_draft(people: People, cycle: Cycle) -> Both:
    """A draft, number 1, of two applicants who study medicine and two mentors with a place each."""
    write_cycle(cycle)
    applicants = [eligible(people, f"applicant-{n}") for n in range(2)]
    active_mentors = [active(people, f"mentor-{n}", mentee_stages=["medical_student"]) for n in range(2)]
    assert draw_round() == 1
    return applicants, active_mentors


@pytest.fixture
def drawn(people: People, cycle: Cycle) -> Both:
    return with_a_draft(people, cycle)


def adjust(number: int = 1, **asked: Any) -> Answer:
    """Send adjustments of a draft."""
    return staff("PUT", f"{ROUNDS}/{number}/adjustments", {"pin": [], "forbid": [], **asked})


def read_round(number: int = 1) -> Any:
    """One round as staff see it."""
    return staff("GET", f"{ROUNDS}/{number}").json


def pairs(number: int = 1) -> dict[str, str]:
    """The mentor of every applicant of a round."""
    return {pair["application"]: pair["mentor"] for pair in read_round(number)["pairs"]}


def crossed(scene: Both) -> list[dict[str, str]]:
    """One pair that the round has not made, so that pinning it turns the round around."""
    made = pairs()
    first, other = scene[0]
    return [{"application": first.id, "mentor": made[other.id]}]


def test_pin_is_obeyed_and_its_cost_is_shown(drawn: Both) -> None:
    before, total, pin = pairs(), read_round()["total"], crossed(drawn)
    asked = adjust(pin=pin)
    assert (asked.status, asked.json["state"], asked.json["outdated"], asked.json["asked"]) == (
        200,
        "stale",
        "adjustments",
        {"pin": pin},
    )
    assert pairs() == before
    deliver(matching, "RoundAdjusted")
    after = read_round()
    assert (after["round"], after["state"], after["outdated"]) == (1, "draft", None)
    assert {"application": pin[0]["application"], "mentor": pin[0]["mentor"]} in [
        {"application": pair["application"], "mentor": pair["mentor"]} for pair in after["pairs"] if pair["pinned"]
    ]
    cost = {"matched": 2 - after["matched"], "total": total - after["total"]}
    assert after["adjustments"] == [{"kind": "pin", **pin[0], "cost": cost}]


@pytest.mark.usefixtures("aws", "drawn")
def test_forbidden_pair_is_not_made_and_removing_the_adjustment_restores_the_round() -> None:
    before = read_round()
    forbidden = [{"application": pair["application"], "mentor": pair["mentor"]} for pair in before["pairs"]]
    adjust(forbid=forbidden)
    deliver(matching, "RoundAdjusted")
    assert not {tuple(pair.values()) for pair in forbidden} & set(pairs().items())
    assert [adjustment["kind"] for adjustment in read_round()["adjustments"]] == ["forbid", "forbid"]
    adjust()
    deliver(matching, "RoundAdjusted")
    changing = ("created_at", "certificate")
    assert {k: v for k, v in read_round().items() if k not in changing} == {
        k: v for k, v in before.items() if k not in changing
    }


def test_mentor_with_capacity_zero_gets_no_mentee_and_the_cost_is_a_match(drawn: Both) -> None:
    _, active_mentors = drawn
    adjust(capacity=[{"mentor": active_mentors[0].id, "capacity": 0}])
    deliver(matching, "RoundAdjusted")
    after = read_round()
    assert (set(pairs().values()), after["matched"], len(after["unmatched"])) == ({active_mentors[1].id}, 1, 1)
    (adjustment,) = after["adjustments"]
    assert (adjustment["kind"], adjustment["mentor"], adjustment["cost"]["matched"]) == (
        "capacity",
        active_mentors[0].id,
        1,
    )


def test_capacity_beyond_what_the_mentor_offers_is_refused(drawn: Both) -> None:
    _, active_mentors = drawn
    refused = adjust(capacity=[{"mentor": active_mentors[0].id, "capacity": 2}])
    assert (refused.status, refused.json["errors"]) == (
        422,
        [{"field": "capacity.0.capacity", "message": "The mentor offers 1. Ask them to raise it in their form."}],
    )
    assert (read_round()["asked"], of_type("RoundAdjusted")) == ({}, [])


def test_two_capacities_for_one_mentor_are_refused(drawn: Both) -> None:
    twice = [{"mentor": drawn[1][0].id, "capacity": n} for n in (0, 1)]
    refused = adjust(capacity=twice)
    assert (refused.status, [error["field"] for error in refused.json["errors"]]) == (422, ["capacity"])


def test_pin_of_an_applicant_outside_the_round_is_shown_as_refused(drawn: Both) -> None:
    adjust(pin=[{"application": "no one", "mentor": drawn[1][0].id}])
    deliver(matching, "RoundAdjusted")
    (adjustment,) = read_round()["adjustments"]
    assert (adjustment["refused"], adjustment["cost"]) == (
        "The applicant or the mentor isn’t in this round.",
        {"matched": 0, "total": 0},
    )


def test_draft_cannot_be_published_before_its_adjustments_are_drawn(drawn: Both) -> None:
    adjust(pin=crossed(drawn))
    refused = publish(1)
    assert (refused.status, refused.json["type"]) == (409, "round_stale")
    deliver(matching, "RoundAdjusted")
    wanted = pairs()
    assert publish(1).status == 200
    deliver(matching, "RoundPublished")
    assert {
        applicant.id: match.mentor for applicant in drawn[0] for match in matches.of_application(applicant.id)
    } == wanted


def test_same_adjustments_again_change_nothing(drawn: Both) -> None:
    pin = crossed(drawn)
    adjust(pin=pin)
    deliver(matching, "RoundAdjusted")
    before = read_round()
    assert (adjust(pin=pin).json["state"], read_round(), len(of_type("RoundAdjusted"))) == ("draft", before, 1)
    deliver(matching, "RoundAdjusted")
    assert (read_round(), len(of_type("RoundDrafted"))) == (before, 2)


def test_adjustments_carry_over_to_the_next_draft(drawn: Both, people: People) -> None:
    pin = crossed(drawn)
    adjust(pin=pin)
    active(people, "mentor-9", mentee_stages=["medical_student"])
    assert draw_round() == 2
    assert (read_round(2)["asked"], pairs(2)[pin[0]["application"]]) == ({"pin": pin}, pin[0]["mentor"])
    deliver(matching, "RoundAdjusted")
    assert (read_round(1)["state"], read_round(2)["state"]) == ("stale", "draft")
    assert (adjust(1).status, adjust(1).json["type"]) == (409, "round_not_draft")


def test_published_round_cannot_be_adjusted_and_the_next_one_starts_without_adjustments(drawn: Both) -> None:
    adjust(pin=crossed(drawn))
    deliver(matching, "RoundAdjusted")
    publish(1)
    assert (adjust().status, adjust().json["type"]) == (409, "round_not_draft")
    assert draw_round() == 2
    assert read_round(2)["asked"] == {}


@pytest.mark.parametrize("done", [False, True], ids=["not written", "written, answer lost"])
def test_worker_that_dies_while_redrawing_leaves_the_old_draft(drawn: Both, done: bool) -> None:
    before, pin = pairs(), crossed(drawn)
    adjust(pin=pin)
    (fact,) = facts("RoundAdjusted")
    with dies_at("TransactWriteItems", done=done):
        assert matching(batch(fact), None) == failed(fact.id)
    assert (pairs() == before) is not done
    assert matching(batch(fact), None) == NONE_FAILED
    assert (pairs()[pin[0]["application"]], len(of_type("RoundDrafted"))) == (pin[0]["mentor"], 2)


@pytest.mark.usefixtures("aws", "drawn")
def test_adjustments_need_staff_and_an_existing_round() -> None:
    path = f"{ROUNDS}/1/adjustments"
    answers = [staff("PUT", path, {}, groups="[]"), staff("PUT", path, {}), adjust(9), adjust(unpin=[])]
    assert [applicant.status for applicant in answers] == [403, 422, 404, 422]
