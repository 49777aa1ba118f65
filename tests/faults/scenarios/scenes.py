"""The scenes that scenarios begin with, each prepared once: how far the year is, and who takes part."""

from datetime import UTC, datetime
from typing import NamedTuple

from tests.faults.world import World
from tests.functions.applications.applicant import Applicant, new_applicant
from tests.functions.http import Answer
from tests.functions.mentors.volunteer import Volunteer, accept, matches_of, new_mentor
from tests.functions.staff.staff_client import facts_of

IN_WINDOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
AFTER_CLOSE = datetime(2024, 4, 18, 12, tzinfo=UTC)


class Pool(NamedTuple):
    """Two eligible applicants, and a mentor with one place."""

    applicants: list[Applicant]
    mentor: Volunteer


class Proposal(NamedTuple):
    """A pair that a published round proposed, and the applicant whom it left out."""

    match: str
    applicant: Applicant
    mentor: Volunteer
    left_out: Applicant


def opened(world: World) -> None:
    """A cycle whose window is open."""
    assert world.staff("PUT", f"/cycles/{world.cycle.id}", facts_of(world.cycle)).status == 201
    world.rest(until=IN_WINDOW)


def save(world: World, applicant: Applicant) -> Answer:
    """Save the whole form."""
    return world.send(lambda at: applicant.save(at=at))


def submit(world: World, applicant: Applicant) -> Answer:
    """Submit the working copy."""
    return world.send(lambda at: applicant.submit(at=at))


def apply(world: World, sub: str, kind: str = "student") -> Applicant:
    """Someone who saves and submits an application, and is judged."""
    applicant = new_applicant(world.people, sub, kind)
    assert save(world, applicant).status == 201
    assert submit(world, applicant).status == 201
    world.stack.settle()
    return applicant


def volunteer(world: World, sub: str) -> Volunteer:
    """Someone who sends the Mentor Interest Form, for one mentee."""
    mentor = new_mentor(world.people, sub)
    answers = {**mentor.person.form, "capacity": 1, "mentee_stages": ["medical_student"]}
    assert world.send(lambda at: mentor.send("PUT", "", answers, at=at)).status == 201
    return mentor


def newest_round(world: World) -> str:
    """The path of the cycle's newest round."""
    rounds = f"/cycles/{world.cycle.id}/rounds"
    return f"{rounds}/{world.read(rounds)['items'][0]['round']}"


def pool(world: World) -> Pool:
    """An open window, two eligible applicants, and a mentor with one place."""
    world.scene(opened)
    applicants = [apply(world, f"applicant-{number}") for number in range(2)]
    mentor = volunteer(world, "mentor-1")
    assert world.staff("POST", f"/mentors/{mentor.id}/approval").status == 200
    return Pool(applicants, mentor)


def closed(world: World) -> Pool:
    """The same after the close, with the draft of the closing round."""
    made = world.scene(pool)
    world.rest(until=AFTER_CLOSE)
    return made


def proposed(world: World) -> Proposal:
    """A published round."""
    applicants, mentor = world.scene(closed)
    assert world.staff("POST", f"{newest_round(world)}/publication").status == 200
    world.stack.settle()
    (match,) = matches_of(mentor.sub)
    pair = {applicant.id == match["application"]: applicant for applicant in applicants}
    return Proposal(match["id"], pair[True], mentor, pair[False])


def confirmed(world: World) -> Proposal:
    """A match that both sides accepted."""
    proposal = world.scene(proposed)
    for side in (proposal.applicant, proposal.mentor):
        sub = side.sub
        assert world.send(lambda at, sub=sub: accept(sub, proposal.match, at)).status == 200  # type: ignore[misc]
    return proposal
