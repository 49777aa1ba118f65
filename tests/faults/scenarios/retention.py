"""What the clock lets go: what is due of a cycle, kind by kind, and a draft of someone whose deadline was their own."""

from datetime import datetime, timedelta

from moto.cognitoidp.models import cognitoidp_backends

from shared.domain.kept import KEPT
from shared.domain.retention import Kind, due_at
from tests import pdfs
from tests.faults.scenario import scenario
from tests.faults.scenarios.accounts import account_holder
from tests.faults.scenarios.cvs import announce, upload
from tests.faults.scenarios.scenes import AFTER_CLOSE, apply, confirmed, opened
from tests.faults.scenarios.staff import UNTIL
from tests.faults.scenarios.terms import AFTER_TERM, tick_at
from tests.faults.stack import SWEEP
from tests.faults.world import Act, Acts, World
from tests.functions.applications.applicant import Applicant


def tick_again(world: World) -> Act:
    """Let a tick run well after the last step."""

    def wait_and_tick() -> None:
        world.clock.wait(SWEEP)
        world.tick()

    return wait_and_tick


def tick_when_due(world: World, kind: Kind) -> Act:
    """Go to shortly before a kind is due, and let the tick run at that moment later on."""
    due = due_at(world.cycle, kind)
    world.rest(until=due - timedelta(days=2))
    return tick_at(world, due)


def with_cv(world: World, applicant: Applicant) -> Applicant:
    """Someone whose CV was checked."""
    upload(announce(world, applicant), pdfs.english())
    world.stack.settle()
    return applicant


def dawdled(world: World) -> Applicant:
    """After the close, someone with a sign-in whose draft and CV were never submitted."""
    world.scene(opened)
    holder = with_cv(world, account_holder(world))
    for backends in cognitoidp_backends.values():
        for backend in backends.values():
            for pool in backend.user_pools.values():
                for each in pool.users.values():
                    each.create_date = world.clock.time
    world.rest(until=AFTER_CLOSE)
    return holder


def applied(world: World) -> Applicant:
    """Someone who applied with a CV, in a cycle that's over."""
    world.scene(opened)
    applicant = with_cv(world, apply(world, "applicant-1"))
    world.rest(until=AFTER_TERM)
    return applicant


@scenario
def drafts_due(world: World) -> Act:
    world.scene(dawdled)
    return tick_when_due(world, "drafts")


@scenario
def extended_draft_due(world: World) -> Act:
    draft = world.scene(dawdled)
    assert world.staff("POST", f"/applications/{draft.id}/extension", UNTIL).status == 200
    until = datetime.fromisoformat(f"{UNTIL['until']}+00:00")
    world.rest(until=until + KEPT["drafts"].span - timedelta(days=2))
    return tick_at(world, until + KEPT["drafts"].span + timedelta(days=1))


@scenario
def sign_ins_of_drafts_due(world: World) -> Act:
    world.scene(dawdled)
    return tick_when_due(world, "sign_ins_of_drafts")


@scenario
def self_identification_due(world: World) -> Acts:
    world.scene(applied)
    return tick_when_due(world, "self_identification"), tick_again(world)


@scenario
def cvs_due(world: World) -> Act:
    world.scene(applied)
    return tick_when_due(world, "cvs")


@scenario
def applications_and_rounds_due(world: World) -> Acts:
    world.scene(confirmed)
    return tick_when_due(world, "applications"), tick_again(world)


@scenario
def lapsed_and_granted_applications_due(world: World) -> Acts:
    world.scene(dawdled)
    body = {**UNTIL, "email": "newcomer@example.edu"}
    assert world.staff("POST", f"/cycles/{world.cycle.id}/extensions", body).status == 201
    return tick_when_due(world, "applications"), tick_again(world)
