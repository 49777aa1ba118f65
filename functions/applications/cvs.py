"""An applicant's CV: a place to upload it to, and the result of its check."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from functions.applications.forms import MaterialForm
from functions.applications.newcomers import late_list, sender_of
from shared.domain import cv_transitions
from shared.domain.application import Application, ApplicationDict, application_id
from shared.domain.cv import shown_cv, waiting_key
from shared.domain.errors import NotFound
from shared.runtime.api import Caller
from shared.store import applications, cvs, cycles, files
from shared.store.commit import commit, retry_on_conflict
from shared.store.files import PresignedPost


@dataclass(frozen=True, slots=True)
class Place:
    """Where the file goes: the form to post it with, and the version of the working copy after that."""

    form: PresignedPost
    version: int


def start(cycle_id: str, body: MaterialForm, caller: Caller, received_at: datetime) -> Place:
    """Note a new CV in the working copy, which it begins if need be, and open a place to upload the file to."""
    announced = cv_transitions.Announced(str(uuid4()), body.filename, body.size)
    started = _note(cycle_id, announced, caller, received_at)
    key = waiting_key(started.application.id, started.upload.upload)
    return Place(files.presigned_post(key, started.upload.expires_at), started.application.version)


@retry_on_conflict
def _note(
    cycle_id: str, announced: cv_transitions.Announced, caller: Caller, received_at: datetime
) -> cv_transitions.Started:
    cycle = cycles.require(cycle_id)
    stored = applications.load(application_id(cycle.id, caller.id))
    known = cvs.load(stored.id, stored.cv) if stored and stored.cv else None
    sender = sender_of(cycle, stored, caller, received_at)
    with late_list(cycle, stored, sender, received_at):
        started = cv_transitions.start(cycle, stored, known, announced, sender, received_at)
    if started.fact:
        commit(started.fact, applications.write(started.application), cvs.write(started.upload))
    return started


@retry_on_conflict
def remove(cycle_id: str, caller: Caller, received_at: datetime) -> Application:
    """Take the CV out of the working copy; again is the same."""
    cycle = cycles.require(cycle_id)
    stored = applications.load(application_id(cycle.id, caller.id))
    if stored is None:
        raise NotFound("There’s no application with a CV to remove.")
    known = cvs.load(stored.id, stored.cv) if stored.cv else None
    sender = sender_of(cycle, stored, caller, received_at)
    with late_list(cycle, stored, sender, received_at):
        change = cv_transitions.remove(cycle, stored, known, sender, received_at)
    if change.fact:
        commit(change.fact, applications.write(change.application))
    return change.application


def to_response(application: Application, now: datetime) -> ApplicationDict:
    """The application as its applicant sees it, with the CV and the result of its check."""
    cv = shown_cv(cvs.newest_and_accepted(application.id, application.cv), now)
    body = application.as_dict()
    if cv:
        body["materials"] = {"cv": cv}
    return body
