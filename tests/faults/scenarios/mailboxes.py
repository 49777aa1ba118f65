"""What SES reports of a person's mails, and staff who let mail go to their address again."""

from functions.notifications.sending import as_tag
from shared.domain.instants import to_iso
from tests.faults.scenario import scenario
from tests.faults.scenarios.scenes import apply, opened
from tests.faults.world import Act, World
from tests.functions.applications.applicant import Applicant
from tests.store.scans import items


def report(world: World, applicant: Applicant, fate: str) -> Act:
    """Have SES report this of the newest mail to an applicant, and put their address on its own list."""
    mail = max((mail for mail in items("mails") if mail["about"] == applicant.id), key=lambda mail: mail["at"])

    def reported() -> None:
        world.wire.held_back = {applicant.person.email}
        body = {"fate": fate, "mail": as_tag(mail["id"]), "message": "ses-1", "at": to_iso(world.clock.time)}
        world.stack.queues["mail_events"].put({"report": body}, world.clock.time)

    return reported


@scenario
def hard_bounce_reported(world: World) -> Act:
    world.scene(opened)
    return report(world, apply(world, "applicant-1"), "hard_bounced")


@scenario
def address_restored(world: World) -> Act:
    world.scene(opened)
    applicant = apply(world, "applicant-1")
    report(world, applicant, "complained")()
    world.rest()
    body = {"reason": "They want our mails."}
    return world.staff_later("POST", f"/applications/{applicant.id}/mail_restoration", body)
