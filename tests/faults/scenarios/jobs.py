"""What staff ask for that is done page by page: exports, bulk changes, the dry run of a policy and reports."""

from shared.domain.eligibility import newest_policy
from tests.faults.scenario import scenario
from tests.faults.scenarios.scenes import AFTER_CLOSE, apply, opened, pool
from tests.faults.world import Act, World
from tests.functions.staff.staff_client import staff


@scenario
def applications_exported(world: World) -> Act:
    world.scene(pool)
    return world.staff_later("POST", f"/cycles/{world.cycle.id}/exports", {"kind": "applications", "format": "csv"})


@scenario
def applications_judged_together(world: World) -> Act:
    world.scene(opened)
    ids = [apply(world, f"resident-{number}", "resident").id for number in range(2)]
    body = {"action": "verdict", "outcome": "ineligible", "reason": "The committee decided.", "applications": ids}
    return world.staff_later("POST", f"/cycles/{world.cycle.id}/bulk", body)


@scenario
def policy_tried(world: World) -> Act:
    world.scene(pool)
    path, query = f"/cycles/{world.cycle.id}/policy_check", {"policy": newest_policy()}
    return lambda: world.send(lambda at: staff("GET", path, query=query, at=at))


@scenario
def report_asked_for(world: World) -> Act:
    world.scene(pool)
    world.rest(until=AFTER_CLOSE)
    return lambda: world.send(lambda at: staff("GET", f"/cycles/{world.cycle.id}/report", at=at))


@scenario
def applicants_mailed_together(world: World) -> Act:
    world.scene(opened)
    ids = [apply(world, f"resident-{number}", "resident").id for number in range(2)]
    body = {
        "action": "mail",
        "subject": "An evening for residents",
        "message": "You’re invited.",
        "reason": "The committee wants to meet them.",
        "applications": ids,
    }
    return world.staff_later("POST", f"/cycles/{world.cycle.id}/bulk", body)
