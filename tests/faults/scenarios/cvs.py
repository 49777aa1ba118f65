"""A CV on its way: announced, uploaded, checked, and judged with the application."""

from functions.materials import bucket
from shared.store.settings import from_env
from tests import pdfs
from tests.faults.scenario import scenario
from tests.faults.scenarios.scenes import opened, save, submit
from tests.faults.world import Act, World
from tests.functions.applications.applicant import Applicant, new_applicant
from tests.functions.materials.files import ask


def announce(world: World, applicant: Applicant) -> str:
    """Get a place for a file; return its key."""
    answer = world.send(lambda at: ask(applicant, at=at))
    return str(answer.json["fields"]["key"])


def upload(key: str, data: bytes) -> None:
    """Upload a file, as the browser does."""
    bucket.client().put_object(Bucket=from_env("UPLOADS_BUCKET"), Key=key, Body=data)


def draft(world: World) -> Applicant:
    """Someone with a saved draft."""
    world.scene(opened)
    applicant = new_applicant(world.people)
    save(world, applicant)
    return applicant


@scenario
def cv_announced(world: World) -> Act:
    applicant = draft(world)
    return lambda: announce(world, applicant)


@scenario
def cv_accepted(world: World) -> Act:
    applicant = draft(world)
    key = announce(world, applicant)
    return lambda: upload(key, pdfs.english())


@scenario
def cv_refused(world: World) -> Act:
    applicant = draft(world)
    key = announce(world, applicant)
    return lambda: upload(key, pdfs.program())


@scenario
def application_submitted_with_a_checked_cv(world: World) -> Act:
    applicant = draft(world)
    upload(announce(world, applicant), pdfs.english())
    return lambda: submit(world, applicant)


@scenario
def cv_checked_after_the_verdict(world: World) -> Act:
    applicant = draft(world)
    key = announce(world, applicant)
    submit(world, applicant)
    world.stack.settle()
    return lambda: upload(key, pdfs.spanish())
