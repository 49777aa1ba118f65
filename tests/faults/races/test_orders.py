"""Activities that come twice, late or in any order lead to the same end."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import matches, pace
from shared.store.tables import TABLES
from tests.faults.races.invariants import broken
from tests.faults.races.system import System, shuffled_and_twice
from tests.functions.applications.applicant import DEADLINE, OPEN, Applicant, new_applicant
from tests.functions.mentors.volunteer import Volunteer, accept, decline, new_mentor
from tests.functions.staff.staff_client import facts_of, staff
from tests.runtime.messages import facts
from tests.store.scans import answers, items
from tests.tables import empty_tables

pytestmark = pytest.mark.usefixtures("aws")
KINDS = ("student", "student", "resident", "no_group")
ROUNDS = "/cycles/2024-25/rounds"
CLOSED = DEADLINE + timedelta(minutes=1)
#: What is different in each run although the end is the same; self-identification is sealed again each time.
BY_CHANCE = {"claimed_by", "claimed_until", "message_id", "answered"}
SEALED = "self_identification"


def window(system: System, people: People) -> tuple[list[Applicant], list[Volunteer]]:
    """Everyone applies or offers to mentor; one resubmits, one withdraws, and staff decide about a resident."""
    applicants = [new_applicant(people, f"applicant-{n}", kind) for n, kind in enumerate(KINDS)]
    for one in applicants:
        one.save()
        one.submit()
    system.settle()
    mentors = [new_mentor(people, f"mentor-{n}") for n in range(3)]
    for number, guide in enumerate(mentors):
        form = {**guide.person.form, "capacity": 1, "mentee_stages": ["medical_student", "resident"]}
        assert guide.send("PUT", "", form, at=OPEN + timedelta(minutes=number)).status == 201
        assert staff("POST", f"/mentors/{guide.id}/approval", at=OPEN + timedelta(minutes=9)).status == 200
    applicants[0].save({"statement": "Now another statement. " * 20}, at=OPEN + timedelta(hours=1))
    applicants[0].submit(at=OPEN + timedelta(hours=1))
    verdict = {"outcome": "eligible", "reason": "They are at a U.S. hospital."}
    assert (
        staff("POST", f"/applications/{applicants[2].id}/verdict", verdict, at=OPEN + timedelta(hours=2)).status == 200
    )
    system.settle()
    applicants[3].withdraw(at=OPEN + timedelta(hours=3))
    system.settle()
    return applicants, mentors


def rounds(system: System, applicants: list[Applicant], mentors: list[Volunteer]) -> None:
    """The close, a round in which one pair confirms, one declines and one expires, and another round."""
    system.now = CLOSED
    system.tick()
    system.settle()
    publish(system)
    first, second = sorted(
        (match for guide in mentors for match in matches.of_mentor(guide.id)), key=lambda match: match.id
    )[:2]
    for sub in subs(first.application, applicants, first.mentor, mentors):
        assert accept(sub, first.id, at=system.now).status == 200
    assert (
        decline(subs(second.application, applicants, second.mentor, mentors)[1], second.id, at=system.now).status == 200
    )
    system.settle()
    system.now += timedelta(days=11)
    system.tick()
    system.settle()
    publish(system)
    mentors[0].send("POST", "/pause", {}, at=system.now)
    system.settle()
    system.all_done()


def publish(system: System) -> None:
    """Publish the newest round, after some time to look at it."""
    system.now += timedelta(minutes=15)
    number = staff("GET", ROUNDS).json["items"][0]["round"]
    answer = staff("POST", f"{ROUNDS}/{number}/publication", at=system.now)
    assert (answer.status, answer.json["state"]) == (200, "published")
    system.settle()
    system.all_done()


def subs(application: str, applicants: list[Applicant], mentor: str, mentors: list[Volunteer]) -> tuple[str, str]:
    """The sign-ins of both sides of a match."""
    (applicant,) = [one.sub for one in applicants if one.id == application]
    (guide,) = [one.sub for one in mentors if one.id == mentor]
    return applicant, guide


def year(system: System, cycle: Cycle) -> None:
    """A small year of made-up people."""
    assert staff("PUT", f"/cycles/{cycle.id}", facts_of(cycle), at=OPEN).status == 201
    rounds(system, *window(system, People(seed=7)))


def end_state() -> dict[str, list[dict[str, Any]]]:
    """Everything that is stored, but for what chance decides."""
    stored = {
        table: [
            {name: value for name, value in item.items() if name not in BY_CHANCE}
            for item in items(table)
            if not (table == pace.TABLE and item["id"].startswith(pace.TURNS))  # who comes again takes a turn again
        ]
        for table in TABLES
        if table != SEALED
    }
    return {**stored, SEALED: [{owner: answer} for owner, answer in sorted(answers().items())]}


def differences(before: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """What is stored now and was not before, or the other way around, by table."""
    after = end_state()
    return {
        table: [
            item for item in (*before[table], *after[table]) if item not in before[table] or item not in after[table]
        ]
        for table in TABLES
        if before[table] != after[table]
    }


class Again(System):
    """A system in which every fact so far comes twice more, in an order of chance, after a round and at the end."""

    def all_done(self) -> None:
        before, mails, order = end_state(), Counter(self.mails), self.order
        self.order = shuffled_and_twice(len(self.seen))
        self.deliver(facts())
        self.settle()
        self.order = order
        assert (differences(before), Counter(self.mails), broken()) == ({}, mails, [])


def test_facts_twice_late_and_in_any_order_lead_to_the_same_end(cycle: Cycle) -> None:
    """Those that come again after each round change nothing, and neither does their order on the way there."""
    ordered, shuffled = Again(OPEN), System(OPEN, shuffled_and_twice(2))
    with ordered.running():
        year(ordered, cycle)
    before = end_state()
    empty_tables()
    with shuffled.running():
        year(shuffled, cycle)
    assert (differences(before), Counter(shuffled.mails)) == ({}, Counter(ordered.mails))
