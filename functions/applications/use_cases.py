"""Each use case of an applicant as read, decide, write; the decisions are the domain's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.domain import application_transitions as transitions
from shared.domain.application import Application, application_id
from shared.domain.errors import DeadlinePassed, NotFound
from shared.runtime.accounts import email_of
from shared.runtime.api import Caller
from shared.store import activities, applications, cycles, matches, mentors, self_identification
from shared.store import dynamodb as db


@dataclass(frozen=True, slots=True)
class Outcome:
    """The application as it stands now, and whether this request made something new."""

    application: Application
    new: bool


def save(
    cycle_id: str, parts: Mapping[str, Any], caller: Caller, expected: int | None, received_at: datetime
) -> Outcome:
    """Save parts of the working copy; self-identification goes to its own table in the same transaction."""
    cycle = cycles.require(cycle_id)

    def step() -> Outcome:
        stored = applications.load(application_id(cycle.id, caller.id))
        transitions.check_version(stored, expected)
        sender = transitions.Sender(caller.id, stored.email if stored else email_of(caller))
        draft = transitions.save(cycle, stored, parts, sender, received_at)
        if draft.fact is None:
            return Outcome(draft.application, new=False)
        writes = [applications.write(draft.application), activities.write(draft.fact)]
        if draft.self_identification is not None:
            writes.append(self_identification.keep(draft.application.id, draft.self_identification))
        db.transact(*writes)
        return Outcome(draft.application, new=stored is None)

    return db.retry_on_conflict(step)


def submit(cycle_id: str, applicant: str, expected: int | None, received_at: datetime) -> Outcome:
    """Submit the working copy; a late attempt is kept on the late list and then refused."""
    cycle = cycles.require(cycle_id)

    def step() -> Outcome:
        stored = applications.load(application_id(cycle.id, applicant))
        transitions.check_version(stored, expected)
        try:
            change = transitions.submit(cycle, stored, received_at)
        except DeadlinePassed as refusal:
            _note_late(stored, refusal, received_at)
            raise
        after = change.application
        if change.fact is None:
            return Outcome(after, new=False)
        db.transact(
            applications.write(after),
            applications.write_submission(after),
            self_identification.submit(after.id, after.submitted_version or 0),
            activities.write(change.fact),
        )
        return Outcome(after, new=True)

    return db.retry_on_conflict(step)


def _note_late(stored: Application | None, refusal: DeadlinePassed, received_at: datetime) -> None:
    change = transitions.refuse_late(stored, refusal, received_at) if stored else None
    if change and change.fact:
        db.transact(applications.write(change.application), activities.write(change.fact))


def withdraw(cycle_id: str, applicant: str, reason: str | None, received_at: datetime) -> Application:
    """Withdraw the application; a proposal that is open is closed by the worker that hears of it."""

    def step() -> Application:
        stored = applications.load(application_id(cycle_id, applicant))
        change = transitions.withdraw(stored, reason, received_at)
        if change.fact:
            db.transact(applications.write(change.application), activities.write(change.fact))
        return change.application

    return db.retry_on_conflict(step)


def newest_match(application: str) -> dict[str, Any]:
    """Show the applicant's newest match; NotFound before there is one."""
    found = matches.of_application(application)
    if not found:
        raise NotFound("There's no match for this application yet.")
    match = found[-1]
    mentor = mentors.load(match.mentor) if match.confirmed_at else None
    return match.as_dict("applicant", mentor.contact() if mentor else None)
