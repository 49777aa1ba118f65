"""An applicant's CV: a place to upload it to, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from functions.applications.forms import MaterialForm
from shared.domain import cv_transitions
from shared.domain.application import Application, ApplicationDict, application_id
from shared.domain.application_transitions import Sender
from shared.domain.cv import shown_cv, waiting_key
from shared.runtime.accounts import email_of
from shared.runtime.api import Caller
from shared.store import activities, applications, cvs, cycles, files
from shared.store import dynamodb as db
from shared.store.files import PresignedPost


@dataclass(frozen=True, slots=True)
class Place:
    """Where the file goes: the form to post it with, and the version that the working copy has now."""

    form: PresignedPost
    version: int


def start(cycle_id: str, wanted: MaterialForm, caller: Caller, received_at: datetime) -> Place:
    """Note a new CV in the working copy and open a place for it; an application that is not there yet is begun."""
    cycle = cycles.require(cycle_id)
    announced = cv_transitions.Announced(str(uuid4()), wanted.filename, wanted.size)

    def step() -> cv_transitions.Started:
        stored = applications.load(application_id(cycle.id, caller.id))
        known = cvs.load(stored.id, stored.cv) if stored and stored.cv else None
        sender = Sender(caller.id, stored.email if stored else email_of(caller))
        started = cv_transitions.start(cycle, stored, known, announced, sender, received_at)
        if started.fact:
            writes = applications.write(started.application), cvs.write(started.upload)
            db.transact(*writes, activities.write(started.fact))
        return started

    started = db.retry_on_conflict(step)
    key = waiting_key(started.application.id, started.upload.upload)
    return Place(files.presigned_post(key, started.upload.expires_at), started.application.version)


def to_response(application: Application, now: datetime) -> ApplicationDict:
    """The application as its applicant sees it, with what became of the CV."""
    cv = shown_cv(cvs.newest_and_accepted(application.id, application.cv), now)
    body = application.as_dict()
    if cv:
        body["materials"] = {"cv": cv}
    return body
