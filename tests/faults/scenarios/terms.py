"""Reminders before deadlines, and a match from its confirmation to the end of its term."""

from datetime import UTC, datetime, timedelta
from typing import Any

from functions.certificates.handler import handler as certificates
from functions.mentors.handler import handler as mentors
from tests.faults.scenario import scenario
from tests.faults.scenarios.scenes import Proposal, apply, confirmed, opened, proposed, save
from tests.faults.world import Act, World
from tests.functions.applications.applicant import new_applicant
from tests.functions.http import call

BEFORE_CLOSE = datetime(2024, 4, 14, 12, tzinfo=UTC)
IN_TERM = datetime(2024, 8, 10, 12, tzinfo=UTC)
# Drafts and their sign-ins are gone by then, which has scenarios of its own.
AFTER_DRAFTS = datetime(2024, 8, 16, 12, tzinfo=UTC)
NEAR_THE_END = datetime(2025, 6, 20, 12, tzinfo=UTC)
AFTER_TERM = datetime(2025, 7, 10, 12, tzinfo=UTC)


def tick_at(world: World, moment: datetime) -> Act:
    """Let the minute tick run then, however many minutes were missed."""

    def wait_and_tick() -> None:
        world.clock.time = moment
        world.tick()

    return wait_and_tick


def say(world: World, proposal: Proposal, what: str, body: Any) -> Act:
    """Send something about a match, as its mentor."""
    path, sub = f"/api/matches/{proposal.match}/{what}", proposal.mentor.sub
    return lambda: world.send(lambda at: call(mentors, "POST", path, body, sub=sub, at=at))


@scenario
def deadline_reminded(world: World) -> Act:
    world.scene(opened)
    for number in range(2):
        save(world, new_applicant(world.people, f"draft-{number}"))
    return tick_at(world, BEFORE_CLOSE)


@scenario
def edits_reminded(world: World) -> Act:
    world.scene(opened)
    applicant = apply(world, "edits-again")
    more = {"statement": f"{applicant.person.form['statement']} And more."}
    world.send(lambda at: applicant.save(more, at=at))
    return tick_at(world, BEFORE_CLOSE)


@scenario
def response_reminded(world: World) -> Act:
    world.scene(proposed)
    return tick_at(world, world.clock.time + timedelta(days=world.cycle.response_days - 2))


@scenario
def contact_and_check_in_asked(world: World) -> Act:
    world.scene(confirmed)
    return tick_at(world, IN_TERM)


@scenario
def end_of_the_term_announced(world: World) -> Act:
    world.scene(confirmed)
    world.rest(until=AFTER_DRAFTS)
    return tick_at(world, NEAR_THE_END)


@scenario
def term_completed(world: World) -> Act:
    world.scene(confirmed)
    world.rest(until=AFTER_DRAFTS)
    return tick_at(world, AFTER_TERM)


@scenario
def certificate_issued(world: World) -> Act:
    proposal = world.scene(confirmed)
    world.rest(until=AFTER_TERM)
    world.tick()
    path, sub = f"/api/matches/{proposal.match}/certificate", proposal.mentor.sub
    return lambda: world.send(lambda at: call(certificates, "GET", path, sub=sub, at=at))


@scenario
def survey_answered(world: World) -> Act:
    proposal = world.scene(confirmed)
    world.rest(until=AFTER_TERM)
    world.tick()
    return say(world, proposal, "survey", {"rating": 2, "recommend": False, "note": "We met twice."})


@scenario
def contact_answered(world: World) -> Act:
    proposal = world.scene(confirmed)
    world.rest(until=IN_TERM)
    return say(world, proposal, "contact", {"in_touch": True})


@scenario
def match_ended_by_its_mentor(world: World) -> Act:
    return say(world, world.scene(confirmed), "ending", {"reason": "I move abroad."})


@scenario
def mentor_retired(world: World) -> Act:
    mentor = world.scene(confirmed).mentor
    return world.staff_later("POST", f"/mentors/{mentor.id}/retirement", {"reason": "They asked us to."})
