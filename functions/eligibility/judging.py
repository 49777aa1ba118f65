"""Judging a submitted version, with the self-identification that was submitted with it."""

from datetime import datetime

from shared.domain import application_transitions as transitions
from shared.domain import cv_transitions, eligibility
from shared.domain.application import Application
from shared.domain.application_transitions import Change
from shared.domain.instants import EASTERN
from shared.store import applications, cvs, cycles, self_identification
from shared.store.applications import Submission
from shared.store.commit import commit, retry_on_conflict


@retry_on_conflict
def judge_submission(application: str, version: int, now: datetime) -> None:
    """Judge a version unless it is judged, withdrawn or superseded already."""
    stored = applications.load(application)
    if stored is None or stored.status != "submitted" or stored.submitted_version != version:
        return
    judgement = _judge(stored, applications.load_submission(application, version))
    if judgement:
        _save(transitions.apply_judgement(stored, version, judgement, now))


@retry_on_conflict
def judge_with_cv(application: str, upload: str, now: datetime) -> None:
    """Judge the submission that has this CV, which has been checked; a CV that was not submitted changes nothing."""
    stored = applications.load(application)
    version = stored.submitted_version if stored else None
    if stored is None or version is None:
        return
    submission = applications.load_submission(application, version)
    judgement = _judge(stored, submission) if submission and submission.cv == upload else None
    if judgement and stored.status == "submitted":
        _save(transitions.apply_judgement(stored, version, judgement, now))
    elif judgement:
        _save(cv_transitions.rejudge(stored, judgement, upload, now))


def _save(change: Change) -> None:
    if change.fact:
        commit(change.fact, applications.write(change.application))


def _judge(stored: Application, submission: Submission | None) -> eligibility.Judgement | None:
    """What the rules of the cycle's policy say of a submission; None when it is superseded."""
    return judge_by(cycles.require(stored.cycle).eligibility_policy, stored, submission)


def judge_by(policy: str, stored: Application, submission: Submission | None) -> eligibility.Judgement | None:
    """What a policy's rules say of a submission; None when it is superseded."""
    chosen = self_identification.submitted(stored.id)
    if submission is None or chosen is None or chosen.version != submission.version:
        return None
    cv = cvs.accepted_for(stored.id, submission.cv)
    facts = eligibility.Facts(
        training=submission.form["training"],
        location=submission.form["location"],
        self_identification=chosen.answer,
        texts=(submission.form["statement"],),
        on=submission.receipt.received_at.astimezone(EASTERN).date(),
        cv=cv.language if cv else None,
        school_meant=submission.school_meant,
    )
    return eligibility.judge(policy, facts)
