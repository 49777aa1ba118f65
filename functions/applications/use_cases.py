"""Each use case of an applicant as read, decide, commit; the decisions are the domain's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.applications.forms import AnswerForm
from functions.applications.newcomers import late_list, sender_of, with_extension
from shared.domain import application_transitions as transitions
from shared.domain import question_transitions
from shared.domain.application import Application, application_id
from shared.domain.errors import DeadlinePassed, NotFound
from shared.domain.form_parts import take_self_identification
from shared.domain.match import LIVE, MatchDict
from shared.domain.other_side import mentor_side
from shared.domain.tombstone import throw_away as thrown_away
from shared.runtime.api import Caller
from shared.store import activities, applications, cycles, matches, mentors, self_identification, tasks
from shared.store.applications import Submission
from shared.store.commit import commit, retry_on_conflict
from shared.store.dynamodb import Writes


@dataclass(frozen=True, slots=True)
class Outcome:
    """The application as it is stored, and whether this request made something new."""

    application: Application
    new: bool


def read(cycle_id: str, caller: Caller) -> Application:
    """Read the caller's application, with the later deadline of their address; NotFound tells it to a newcomer."""
    return with_extension(applications.load(application_id(cycle_id, caller.id)), cycle_id, caller)


def read_submitted(cycle_id: str, caller: Caller) -> Submission:
    """Read what the caller submitted last; NotFound when nothing was."""
    stored = applications.load(application_id(cycle_id, caller.id))
    submitted = applications.load_submission(stored.id, stored.submitted_version or 0) if stored else None
    if submitted is None:
        raise NotFound("Nothing has been submitted yet.")
    return submitted


@retry_on_conflict
def save(
    cycle_id: str, parts: Mapping[str, Any], caller: Caller, expected: int | None, received_at: datetime
) -> Outcome:
    """Save parts of the working copy; self-identification goes to its own table in the same transaction."""
    cycle = cycles.require(cycle_id)
    stored = applications.load(application_id(cycle.id, caller.id))
    parts = _without_kept_answer(stored, parts)
    transitions.check_version(stored, expected, parts)
    sender = sender_of(cycle, stored, caller, received_at)
    with late_list(cycle, stored, sender, received_at):
        draft = transitions.save(cycle, stored, parts, sender, received_at)
    if draft.fact:
        records: list[Writes] = [applications.write(draft.application)]
        if draft.self_identification is not None:
            records.append(self_identification.keep(draft.application.id, draft.self_identification))
        commit(draft.fact, *records)
    return Outcome(draft.application, new=stored is None)


def _without_kept_answer(stored: Application | None, parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parts without a self-identification that is stored already, so that the same save again is the same save."""
    rest, answer = take_self_identification(parts)
    return rest if stored and answer is not None and self_identification.is_kept(stored.id, answer) else parts


@retry_on_conflict
def submit(cycle_id: str, caller: Caller, expected: int | None, received_at: datetime) -> Outcome:
    """Submit the working copy; a late attempt goes on the late list before it's refused."""
    cycle = cycles.require(cycle_id)
    stored = applications.load(application_id(cycle.id, caller.id))
    if not _has_submitted(stored, expected, received_at):
        transitions.check_version(stored, expected)
    sender = sender_of(cycle, stored, caller, received_at)
    try:
        with late_list(cycle, stored, sender, received_at):
            change = transitions.submit(cycle, stored, received_at, sender.extension)
    except DeadlinePassed as refusal:
        if stored:
            _save(transitions.refuse_late(stored, refusal, received_at))
        raise
    submitted = change.application
    if change.fact:
        commit(
            change.fact,
            applications.write(submitted),
            applications.write_submission(submitted, stored.version if stored else 0),
            self_identification.submit(submitted.id, submitted.submitted_version or 0),
        )
    return Outcome(submitted, new=change.fact is not None)


def _has_submitted(stored: Application | None, expected: int | None, received_at: datetime) -> bool:
    """Whether this very request submitted the stored version, and its answer was lost.

    A client that sends it again names the version that it saw, also when that became another by taking up what was
    withdrawn.
    """
    if stored is None or stored.receipt is None or stored.version != stored.submitted_version:
        return False
    if stored.receipt.received_at == received_at or expected in (None, stored.version):
        return stored.receipt.received_at == received_at
    sent = applications.load_submission(stored.id, stored.version)
    return sent is not None and sent.seen == expected and stored.status != "withdrawn"


@retry_on_conflict
def answer(cycle_id: str, caller: Caller, form: AnswerForm, received_at: datetime) -> Outcome:
    """Keep the answer to a question of staff's; it waits for them as a task."""
    cycle = cycles.require(cycle_id)
    stored = applications.load(application_id(cycle.id, caller.id))
    answered = question_transitions.answer(stored, form.question, form.message, cycle.contact_email, received_at)
    if answered.fact and answered.task:
        task, raising = answered.task
        writes = (applications.write(answered.application), tasks.write(task), activities.write(raising))
        commit(answered.fact, *writes)
    return Outcome(answered.application, new=answered.fact is not None)


@retry_on_conflict
def withdraw(cycle_id: str, applicant: str, reason: str | None, received_at: datetime) -> Application:
    """Withdraw the application; the matching worker then closes its open proposal."""
    stored = applications.load(application_id(cycle_id, applicant))
    return _save(transitions.withdraw(stored, reason, received_at))


@retry_on_conflict
def throw_away(id: str, caller: Caller, expected: int | None, received_at: datetime) -> None:
    """Throw the caller's own draft away, whatever its cycle; a second time changes nothing."""
    stored = applications.load(id)
    if stored is None or stored.applicant != caller.id:
        gone = applications.load_tombstone(id)
        if gone is None or gone.id != application_id(gone.cycle, caller.id):
            raise NotFound("There’s no such application.")
        return
    transitions.check_version(stored, expected)
    thrown = thrown_away(stored, "applicant", received_at)
    forgotten = self_identification.keep(stored.id, {})
    commit(thrown.fact, applications.bury(stored, thrown.tombstone), forgotten)


def _save(change: transitions.Change) -> Application:
    if change.fact:
        commit(change.fact, applications.write(change.application))
    return change.application


def newest_match(application: str) -> MatchDict:
    """Show the applicant's newest match; NotFound before the first."""
    history = matches.of_application(application)
    if not history:
        raise NotFound("There’s no match for this application yet.")
    match = history[-1]
    mentor = mentors.load(match.mentor) if match.state in LIVE else None
    return match.as_dict("applicant", mentor_side(mentor.form, mentor.contact()) if mentor else None)
