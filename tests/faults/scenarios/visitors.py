"""What visitors do before they sign in."""

from functions.portal.handler import handler as portal
from tests.faults.scenario import scenario
from tests.faults.scenarios.scenes import opened
from tests.faults.world import Act, World
from tests.functions.http import call

QUESTION = {"email": "visitor@example.org", "name": "Ada Visitor", "message": "Can residents apply?"}


@scenario
def question_asked(world: World) -> Act:
    world.scene(opened)
    return lambda: world.send(lambda at: call(portal, "POST", "/api/inquiries", QUESTION, at=at))


@scenario
def account_made(world: World) -> Act:
    world.scene(opened)
    account = {"email": "Visitor@example.edu"}
    return lambda: world.send(lambda at: call(portal, "POST", "/api/accounts", account, at=at))
