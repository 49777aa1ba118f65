"""What mentors do."""

from datetime import timedelta

from tests.faults.scenario import scenario
from tests.faults.scenarios.scenes import opened, pool, proposed
from tests.faults.world import Act, World
from tests.functions.mentors.volunteer import Volunteer, new_mentor


def pause(world: World, mentor: Volunteer, until: str | None = None) -> Act:
    """Pause."""
    return lambda: world.send(lambda at: mentor.send("POST", "/pause", {"until": until} if until else {}, at=at))


@scenario
def interest_form_sent(world: World) -> Act:
    world.scene(opened)
    mentor = new_mentor(world.people)
    return lambda: world.send(lambda at: mentor.send("PUT", "", mentor.person.form, at=at))


@scenario
def interest_form_changed(world: World) -> Act:
    mentor = world.scene(pool).mentor
    form, seen = {**mentor.person.form, "capacity": 2}, mentor.send("GET").headers["etag"]
    return lambda: world.send(lambda at: mentor.send("PUT", "", form, at=at, headers={"If-Match": seen}))


@scenario
def mentor_paused(world: World) -> Act:
    return pause(world, world.scene(pool).mentor)


@scenario
def mentor_with_a_proposal_paused(world: World) -> Act:
    return pause(world, world.scene(proposed).mentor)


@scenario
def mentor_resumed(world: World) -> Act:
    mentor = world.scene(pool).mentor
    pause(world, mentor)()
    world.rest()
    return lambda: world.send(lambda at: mentor.send("POST", "/resume", at=at))


@scenario
def pause_over(world: World) -> Act:
    mentor = world.scene(pool).mentor
    until = world.clock.time + timedelta(days=3)
    pause(world, mentor, f"{until:%Y-%m-%d}")()
    world.stack.settle()

    def wait_and_tick() -> None:
        world.clock.time = until
        world.tick()

    return wait_and_tick
