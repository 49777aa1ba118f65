"""What staff do with rounds of matching, and what comes of it."""

from tests.faults.scenario import scenario
from tests.faults.scenarios.scenes import closed, newest_round, proposed
from tests.faults.world import Act, World


@scenario
def round_requested_and_drawn(world: World) -> Act:
    world.scene(closed)
    return world.staff_later("POST", f"/cycles/{world.cycle.id}/rounds")


@scenario
def round_adjusted(world: World) -> Act:
    applicants, mentor = world.scene(closed)
    (pair,) = world.read(newest_round(world))["pairs"]
    (other,) = [applicant for applicant in applicants if applicant.id != pair["application"]]
    adjustments = {"pin": [{"application": other.id, "mentor": mentor.id}], "forbid": []}
    return world.staff_later("PUT", f"{newest_round(world)}/adjustments", adjustments)


@scenario
def round_verified(world: World) -> Act:
    world.scene(closed)
    return world.staff_later("POST", f"{newest_round(world)}/verification")


@scenario
def round_published(world: World) -> Act:
    world.scene(closed)
    return world.staff_later("POST", f"{newest_round(world)}/publication")


@scenario
def next_round_requested(world: World) -> Act:
    world.scene(proposed)
    return world.staff_later("POST", f"/cycles/{world.cycle.id}/rounds")
