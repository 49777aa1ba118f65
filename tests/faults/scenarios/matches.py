"""What both sides of a match do, and what becomes of it."""

from datetime import timedelta

from tests.faults.scenario import scenario
from tests.faults.scenarios.scenes import proposed
from tests.faults.world import Act, World
from tests.functions.mentors.volunteer import accept, decline


@scenario
def proposal_accepted_by_one_side(world: World) -> Act:
    proposal = world.scene(proposed)
    return lambda: world.send(lambda at: accept(proposal.applicant.sub, proposal.match, at))


@scenario
def proposal_accepted_by_both_sides(world: World) -> Act:
    proposal = world.scene(proposed)
    world.send(lambda at: accept(proposal.applicant.sub, proposal.match, at))
    return lambda: world.send(lambda at: accept(proposal.mentor.sub, proposal.match, at))


@scenario
def proposal_declined(world: World) -> Act:
    proposal = world.scene(proposed)
    return lambda: world.send(lambda at: decline(proposal.mentor.sub, proposal.match, at))


@scenario
def proposal_expired(world: World) -> Act:
    world.scene(proposed)
    due = world.clock.time + timedelta(days=world.cycle.response_days + 1)

    def wait_and_tick() -> None:
        world.clock.time = due
        world.tick()

    return wait_and_tick
