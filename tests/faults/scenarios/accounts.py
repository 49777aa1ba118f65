"""What people do with their accounts, and staff with what is kept about a person."""

import re

from functions.account.handler import handler as account
from tests.faults.scenario import scenario
from tests.faults.scenarios.scenes import apply, confirmed, opened, save
from tests.faults.world import Act, Acts, World
from tests.functions.account.test_addresses import NEW, user
from tests.functions.applications.applicant import Applicant, new_applicant
from tests.functions.http import call

DATES = {"starts_on": "2024-09-30", "ends_on": "2025-06-30", "reason": "The mentor is on leave until then."}


def account_holder(world: World) -> Applicant:
    """Someone with an application who can sign in."""
    person = new_applicant(world.people).person
    holder = Applicant(person, user(person.email))
    save(world, holder)
    world.stack.settle()
    return holder


@scenario
def address_changed(world: World) -> Acts:
    world.scene(opened)
    person = account_holder(world)
    sub, email = person.sub, person.person.email

    def send(path: str, body: dict[str, str]) -> None:
        world.send(lambda at: call(account, "POST", f"/api/account/{path}", body, sub=sub, email=email, at=at))

    def prove() -> None:
        text = world.stack.mails[-1]["Content"]["Simple"]["Body"]["Text"]["Data"]
        send("email/confirmation", {"code": re.findall(r"\b\d{6}\b", text)[0]})

    return lambda: send("email", {"email": NEW}), prove


@scenario
def person_in_a_match_leaves_for_good(world: World) -> Act:
    applicant = world.scene(confirmed).applicant
    sub, email = applicant.sub, applicant.person.email
    return lambda: world.send(lambda at: call(account, "DELETE", "/api/account", sub=sub, email=email, at=at))


@scenario
def person_erased_by_staff(world: World) -> Act:
    world.scene(opened)
    applicant = apply(world, "applicant-1")
    return world.staff_later("DELETE", f"/people/{applicant.person.email}", {"reason": "They asked for it by phone."})


@scenario
def term_moved(world: World) -> Act:
    return world.staff_later("PUT", f"/matches/{world.scene(confirmed).match}/term", DATES)


@scenario
def match_ended_by_staff(world: World) -> Act:
    reason = {"reason": "They can’t find a time to talk."}
    return world.staff_later("POST", f"/matches/{world.scene(confirmed).match}/ending", reason)
