"""What applicants do with their applications."""

from typing import Any

from functions.applications.handler import handler as applications
from tests import pdfs
from tests.faults.scenario import scenario
from tests.faults.scenarios.cvs import announce, draft, upload
from tests.faults.scenarios.scenes import AFTER_CLOSE, apply, closed, confirmed, opened, proposed, save, submit
from tests.faults.world import Act, World
from tests.functions.applications.applicant import Applicant, new_applicant
from tests.functions.http import call

PRONOUNS = {"applicant": {"pronouns": "they/them"}}


def change(world: World, applicant: Applicant, parts: Any) -> Act:
    """Save parts of the copy that is stored now."""
    seen = applicant.read().headers["etag"]
    return lambda: world.send(lambda at: applicant.save(parts, at=at, headers={"If-Match": seen}))


def withdraw(world: World, applicant: Applicant) -> Act:
    """Withdraw an application."""
    return lambda: world.send(lambda at: applicant.withdraw(at=at))


@scenario
def draft_saved(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    return lambda: save(world, applicant)


@scenario
def draft_changed(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)
    return change(world, applicant, PRONOUNS)


@scenario
def self_identification_changed(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)
    return change(world, applicant, {"self_identification": {"declines": True}})


@scenario
def own_self_identification_read(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)
    return lambda: world.send(lambda at: applicant.look(at=at))


@scenario
def application_submitted(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)
    seen = applicant.read().headers["etag"]
    return lambda: world.send(lambda at: applicant.submit(at=at, headers={"If-Match": seen}))


@scenario
def application_resubmitted(world: World) -> Act:
    world.scene(opened)
    applicant = apply(world, "again")
    save_change = change(world, applicant, PRONOUNS)
    return lambda: (save_change(), submit(world, applicant))


@scenario
def application_of_each_outcome_submitted(world: World) -> Act:
    world.scene(opened)
    applicants = [new_applicant(world.people, kind, kind) for kind in ("no_group", "unlisted_school")]
    for applicant in applicants:
        save(world, applicant)
    return lambda: [submit(world, applicant) for applicant in applicants]


@scenario
def draft_withdrawn(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)
    return withdraw(world, applicant)


@scenario
def submission_withdrawn_before_its_verdict(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)
    return lambda: (submit(world, applicant), withdraw(world, applicant)())


@scenario
def eligible_application_withdrawn(world: World) -> Act:
    applicants, _ = world.scene(closed)
    return withdraw(world, applicants[0])


@scenario
def application_in_review_withdrawn(world: World) -> Act:
    world.scene(opened)
    return withdraw(world, apply(world, "own-words", "own_words"))


@scenario
def ineligible_application_withdrawn(world: World) -> Act:
    world.scene(opened)
    return withdraw(world, apply(world, "no-group", "no_group"))


@scenario
def application_with_a_proposal_withdrawn(world: World) -> Act:
    return withdraw(world, world.scene(proposed).applicant)


@scenario
def matched_application_withdrawn(world: World) -> Act:
    return withdraw(world, world.scene(confirmed).applicant)


@scenario
def unmatched_application_withdrawn(world: World) -> Act:
    return withdraw(world, world.scene(proposed).left_out)


@scenario
def lapsed_draft_withdrawn(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)
    world.rest(until=AFTER_CLOSE)
    return withdraw(world, applicant)


@scenario
def withdrawn_application_reopened_and_submitted(world: World) -> Act:
    world.scene(opened)
    applicant = apply(world, "back-again")
    withdraw(world, applicant)()
    world.rest()
    seen = applicant.read().headers["etag"]
    return lambda: world.send(lambda at: applicant.submit(at=at, headers={"If-Match": seen}))


def throw_away(world: World, applicant: Applicant) -> Act:
    """Throw a draft away."""
    path = f"/api/applications/{applicant.id}"
    return lambda: world.send(lambda at: call(applications, "DELETE", path, sub=applicant.sub, at=at))


def draft_with_a_cv(world: World) -> Applicant:
    """Someone with a draft that has a CV."""
    applicant = draft(world)
    upload(announce(world, applicant), pdfs.english())
    world.stack.settle()
    return applicant


@scenario
def draft_thrown_away(world: World) -> Act:
    return throw_away(world, draft_with_a_cv(world))


@scenario
def draft_thrown_away_and_begun_again(world: World) -> Act:
    applicant = draft_with_a_cv(world)
    return lambda: (throw_away(world, applicant)(), save(world, applicant), announce(world, applicant))


@scenario
def late_submission_refused(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)
    world.rest(until=AFTER_CLOSE)
    return lambda: submit(world, applicant)


@scenario
def late_newcomer_refused(world: World) -> Act:
    world.scene(opened)
    world.rest(until=AFTER_CLOSE)
    applicant = new_applicant(world.people)
    return lambda: save(world, applicant)
