"""Applicants, mentors, staff, the clock and redeliveries in any order: what must always hold, holds after each step.

`make model` runs far more of them than the tests do (EXAMPLES, STEPS).
"""

import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.match import LIVE
from tests.faults.races.invariants import Tables, broken
from tests.faults.races.system import System, shuffled_and_twice
from tests.functions.applications.applicant import DEADLINE, OPEN, Applicant, new_applicant
from tests.functions.http import Answer
from tests.functions.mentors.volunteer import Volunteer, accept, decline, new_mentor
from tests.functions.staff.staff_client import facts_of, staff
from tests.runtime.messages import facts
from tests.store.scans import items
from tests.tables import empty_tables

EXAMPLES, STEPS = (int(os.environ.get(name, few)) for name, few in (("EXAMPLES", 4), ("STEPS", 25)))
KINDS = ("student", "student", "student", "resident")
ROUNDS = "/cycles/2024-25/rounds"
who, guide, any_number = st.integers(0, 3), st.integers(0, 1), st.integers(0, 10**6)
SPANS = st.sampled_from([timedelta(minutes=1), timedelta(hours=5), timedelta(days=1), timedelta(days=11)])
#: What a request is answered with when the state of things refuses it.
REFUSED = {404, 409, 412, 422}


class Program(RuleBasedStateMachine):
    """The program with four applicants and two mentors, the first of whom may not meet the first applicant."""

    cycle: Cycle

    def __init__(self) -> None:
        super().__init__()
        empty_tables()
        self.system = System(OPEN, workers=("eligibility", "matching"))
        self.stack = ExitStack()
        self.stack.enter_context(self.system.running())
        people = People(seed=7)
        self.applicants = [new_applicant(people, f"applicant-{n}", kind) for n, kind in enumerate(KINDS)]
        self.mentors = [new_mentor(people, f"mentor-{n}") for n in range(2)]
        self.forbidden = {(self.applicants[0].id, self.mentors[0].id)}
        self.held: dict[str, tuple[int, int]] = {}

    @initialize()
    def begin(self) -> None:
        """Everyone has sent their form, and the mentors are approved."""
        self._sent(staff("PUT", "/cycles/2024-25", facts_of(self.cycle), at=self.system.now))
        for one in self.applicants:
            self._sent(one.save(at=self.system.now), one.submit(at=self.system.now))
        for mentor in self.mentors:
            self._volunteer(mentor, 1)
            self._staff("POST", f"/mentors/{mentor.id}/approval")
        self.system.settle()

    @rule(n=who, word=st.sampled_from(["she/her", "he/him", "they/them"]))
    def save(self, n: int, word: str) -> None:
        self._sent(self.applicants[n].save({"applicant": {"pronouns": word}}, at=self.system.now))

    @rule(n=who, ago=st.sampled_from([0, 1, 14]))
    def submit(self, n: int, ago: int) -> None:
        """Submit what is handled some seconds after it was received."""
        self._sent(self.applicants[n].submit(at=self.system.now - timedelta(seconds=ago)))

    @rule(n=who)
    def withdraw(self, n: int) -> None:
        self._sent(self.applicants[n].withdraw(at=self.system.now))

    @rule(n=who, outcome=st.sampled_from(["eligible", "needs_review", "ineligible"]))
    def decide(self, n: int, outcome: str) -> None:
        self._staff(
            "POST", f"/applications/{self.applicants[n].id}/verdict", {"outcome": outcome, "reason": "A letter"}
        )

    @rule(n=who, days=st.integers(1, 20))
    def extend(self, n: int, days: int) -> None:
        until = f"{self.system.now + timedelta(days=days):%Y-%m-%dT12:00}"
        self._staff("POST", f"/applications/{self.applicants[n].id}/extension", {"until": until, "reason": "Illness"})

    @rule(n=guide, places=st.integers(1, 2))
    def offer(self, n: int, places: int) -> None:
        self._volunteer(self.mentors[n], places)

    @rule(n=guide, path=st.sampled_from(["/pause", "/resume"]))
    def pause_or_resume(self, n: int, path: str) -> None:
        self._sent(self.mentors[n].send("POST", path, {}, at=self.system.now))

    @rule()
    def ask_for_a_round(self) -> None:
        self._staff("POST", ROUNDS)

    @rule()
    def publish(self) -> None:
        if heads := staff("GET", ROUNDS, at=self.system.now).json["items"]:
            self._staff("POST", f"{ROUNDS}/{heads[0]['round']}/publication")

    @rule(n=who, m=guide)
    def forbid(self, n: int, m: int) -> None:
        if heads := staff("GET", ROUNDS, at=self.system.now).json["items"]:
            pair = {"application": self.applicants[n].id, "mentor": self.mentors[m].id}
            self._staff("PUT", f"{ROUNDS}/{heads[0]['round']}/adjustments", {"pin": [], "forbid": [pair]})

    @rule(
        which=any_number,
        side=st.sampled_from(["application", "mentor"]),
        respond=st.sampled_from([accept, accept, decline]),
    )
    def respond(self, which: int, side: str, respond: Callable[..., Answer]) -> None:
        """Answer one of the matches, the newest more often."""
        if stored := sorted(items("matches"), key=lambda match: (match["state"] != "proposed", match["id"])):
            match = stored[which % len(stored)]
            people: list[Applicant | Volunteer] = [*self.applicants, *self.mentors]
            (sub,) = [one.sub for one in people if one.id == match[side]]
            self._sent(respond(sub, match["id"], at=self.system.now))

    @rule(span=SPANS)
    def wait(self, span: timedelta) -> None:
        self.system.now += span

    @rule()
    def close(self) -> None:
        """Wait for the minute after the deadline."""
        self.system.now = max(self.system.now, DEADLINE + timedelta(minutes=1))

    @rule()
    def tick(self) -> None:
        self.system.tick()

    @rule(which=any_number)
    def deliver_late(self, which: int) -> None:
        """Deliver one fact, new or old, whatever came before it."""
        known = facts()
        fact = known[which % len(known)]
        self.system.seen.add(fact.id)
        self.system.deliver([fact])

    @rule(seed=any_number)
    def settle(self, seed: int) -> None:
        """Deliver all that is new, twice and in an order of chance."""
        self.system.order = shuffled_and_twice(seed)
        self.system.settle()

    @invariant()
    def holds_together(self) -> None:
        tables = Tables()
        assert broken(tables) == []
        assert not self.forbidden & {(match["application"], match["mentor"]) for match in tables["matches"]}
        for mentor in tables[
            "mentors"
        ]:  # who may offer less than is taken, but nothing is added beyond what is offered
            now = len(mentor.get("live_matches", ())), len(mentor.get("taken", ()))
            before = self.held.get(mentor["id"], (0, 0))
            assert all(new <= max(old, mentor["form"]["capacity"]) for new, old in zip(now, before, strict=True))
            self.held[mentor["id"]] = now

    def teardown(self) -> None:
        """When all is delivered, nothing is held for someone who left, and each mail was sent once."""
        try:
            self.system.settle()
            self.holds_together()
            self.system.deliver(facts(), "notifications")
            left = {item["id"] for item in items("applications") if item.get("status") in ("withdrawn", "ineligible")}
            paused = {item["id"] for item in items("mentors") if item["status"] == "paused"}
            for match in items("matches"):
                assert not (match["state"] in LIVE and match["application"] in left), match
                assert not (match["state"] == "proposed" and match["mentor"] in paused), match
            assert len(self.system.mails) == len(items("mails"))
        finally:
            self.stack.close()

    def _volunteer(self, mentor: Volunteer, places: int) -> None:
        own = {"institution": self.applicants[0].person.form["training"]["school"]} if mentor is self.mentors[0] else {}
        form = {**mentor.person.form, "mentee_stages": ["medical_student", "resident"], "capacity": places, **own}
        self._sent(mentor.send("PUT", "", form, at=self.system.now))

    def _staff(self, method: str, path: str, body: Any = None) -> None:
        self._sent(staff(method, path, body, at=self.system.now))

    def _sent(self, *answers: Answer) -> None:
        for answer in answers:
            assert answer.status < 300 or answer.status in REFUSED, answer.json


@pytest.mark.usefixtures("aws")
def test_program_holds_together_in_any_order(cycle: Cycle) -> None:
    few = "EXAMPLES" not in os.environ
    profile = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        derandomize=few,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(type("Program", (Program,), {"cycle": cycle}), settings=profile)
