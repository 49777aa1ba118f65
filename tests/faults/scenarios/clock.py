"""What the clock makes due, and what comes to the stream all at once."""

from tests.faults.scenario import scenario
from tests.faults.scenarios.scenes import AFTER_CLOSE, IN_WINDOW, opened, pool, save
from tests.faults.stack import SWEEP
from tests.faults.world import Act, World
from tests.functions.applications.applicant import new_applicant
from tests.functions.staff.staff_client import facts_of


@scenario
def window_opened(world: World) -> Act:
    assert world.staff("PUT", f"/cycles/{world.cycle.id}", facts_of(world.cycle)).status == 201
    world.stack.settle()

    def wait_and_tick() -> None:
        world.clock.time = IN_WINDOW
        world.tick()

    return wait_and_tick


@scenario
def window_closed(world: World) -> Act:
    world.scene(pool)
    for number in range(2):
        save(world, new_applicant(world.people, f"draft-{number}"))

    def wait_and_tick() -> None:
        world.clock.time = AFTER_CLOSE
        world.tick()

    return wait_and_tick


@scenario
def facts_published_in_a_batch(world: World) -> Act:
    world.scene(opened)
    applicants = [new_applicant(world.people, f"draft-{number}") for number in range(12)]
    return lambda: [applicant.save(at=world.clock.time) for applicant in applicants]


@scenario
def submission_that_never_left_published_again(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)

    def lose_and_tick() -> None:
        applicant.submit(at=world.clock.time)
        world.stack.lose_stream()
        world.clock.wait(SWEEP)
        world.tick()

    return lose_and_tick
