"""What the program's staff do."""

from tests.faults.scenario import scenario
from tests.faults.scenarios.scenes import AFTER_CLOSE, apply, confirmed, opened, proposed, save, volunteer
from tests.faults.world import Act, World
from tests.functions.applications.applicant import new_applicant
from tests.functions.mentors.volunteer import new_mentor
from tests.functions.staff.staff_client import facts_of, staff

REASON = "A hurricane closed the school."
QUESTION = {"message": "In which hospital?", "until": "2024-05-20T12:00"}
UNTIL = {"until": "2024-05-20T12:00", "reason": REASON}


def verdict(outcome: str) -> dict[str, str]:
    """A verdict, as staff send it."""
    return {"outcome": outcome, "reason": "We spoke with the applicant."}


@scenario
def application_in_review_found_eligible(world: World) -> Act:
    world.scene(opened)
    applicant = apply(world, "own-words", "own_words")
    return world.staff_later("POST", f"/applications/{applicant.id}/verdict", verdict("eligible"))


@scenario
def applicant_asked_for_more(world: World) -> Act:
    world.scene(opened)
    applicant = apply(world, "own-words", "own_words")
    return world.staff_later("POST", f"/applications/{applicant.id}/question", QUESTION)


@scenario
def question_answered(world: World) -> Act:
    world.scene(opened)
    applicant = apply(world, "own-words", "own_words")
    world.staff("POST", f"/applications/{applicant.id}/question", QUESTION)
    world.rest(until=AFTER_CLOSE)
    answer = {"question": 1, "message": "At Lakeside."}
    return lambda: world.send(lambda at: applicant.send("POST", "/answer", answer, at=at))


@scenario
def applicant_with_a_proposal_found_ineligible(world: World) -> Act:
    applicant = world.scene(proposed).applicant
    return world.staff_later("POST", f"/applications/{applicant.id}/verdict", verdict("ineligible"))


@scenario
def person_with_a_draft_extended(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)
    return world.staff_later("POST", f"/applications/{applicant.id}/extension", UNTIL)


@scenario
def lapsed_person_extended(world: World) -> Act:
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)
    world.rest(until=AFTER_CLOSE)
    return world.staff_later("POST", f"/applications/{applicant.id}/extension", UNTIL)


@scenario
def cycle_extended(world: World) -> Act:
    world.scene(opened)
    for number in range(3):
        save(world, new_applicant(world.people, f"draft-{number}"))
    body = {"deadline": "2024-04-20T23:59", "reason": REASON}
    return world.staff_later("POST", f"/cycles/{world.cycle.id}/extension", body)


@scenario
def deadline_shortened(world: World) -> Act:
    world.scene(opened)
    for number in range(2):
        save(world, new_applicant(world.people, f"draft-{number}"))
    facts = facts_of(world.cycle, deadline="2024-04-10T23:59", reason=REASON)
    return world.staff_later("PUT", f"/cycles/{world.cycle.id}", facts)


@scenario
def address_without_an_application_extended(world: World) -> Act:
    world.scene(opened)
    world.rest(until=AFTER_CLOSE)
    body = {**UNTIL, "email": "newcomer@example.edu"}
    return world.staff_later("POST", f"/cycles/{world.cycle.id}/extensions", body)


@scenario
def extended_newcomer_applies(world: World) -> Act:
    world.scene(opened)
    world.rest(until=AFTER_CLOSE)
    applicant = new_applicant(world.people)
    body = {**UNTIL, "email": applicant.person.email}
    assert world.staff("POST", f"/cycles/{world.cycle.id}/extensions", body).status == 201
    world.rest()
    return lambda: save(world, applicant)


@scenario
def cycle_written(world: World) -> Act:
    facts = facts_of(world.cycle)
    return world.staff_later("PUT", f"/cycles/{world.cycle.id}", facts)


@scenario
def cycle_changed(world: World) -> Act:
    world.scene(opened)
    facts = facts_of(world.cycle, response_days=14)
    return world.staff_later("PUT", f"/cycles/{world.cycle.id}", facts)


@scenario
def mentor_approved(world: World) -> Act:
    world.scene(opened)
    mentor = volunteer(world, "mentor-1")
    return world.staff_later("POST", f"/mentors/{mentor.id}/approval")


@scenario
def self_identification_read(world: World) -> Act:
    applicant = world.scene(confirmed).applicant
    path, query = f"/applications/{applicant.id}/self_identification", {"reason": "The yearly report"}
    return lambda: world.send(lambda at: staff("GET", path, query=query, at=at))


def volunteer_refused(world: World) -> Act:
    """Someone sends the Mentor Interest Form, and SES refuses their address."""
    world.scene(opened)
    mentor = new_mentor(world.people)
    form = mentor.person.form
    return world.refusing(mentor.person.email, lambda: world.send(lambda at: mentor.send("PUT", "", form, at=at)))


@scenario
def refused_mail_becomes_a_task(world: World) -> Act:
    return volunteer_refused(world)


@scenario
def task_done(world: World) -> Act:
    volunteer_refused(world)()
    world.rest()
    (task,) = world.read("/tasks")["items"]
    return world.staff_later("POST", f"/tasks/{task['id']}/done")
