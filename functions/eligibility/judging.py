"""Judging one submitted version, with self-identification read where it is fenced off."""

from datetime import datetime

from shared.domain import eligibility, steps
from shared.domain.instants import EASTERN
from shared.store import activities, applications, cycles, self_identification
from shared.store import dynamodb as db
from shared.store.applications import Submission


def judge_submission(application: str, version: int, now: datetime) -> None:
    """Judge a version unless it is judged, withdrawn or superseded by now."""

    def step() -> None:
        stored = applications.load(application)
        if stored is None or stored.status != "submitted" or stored.submitted_version != version:
            return
        submission = applications.load_submission(application, version)
        chosen = self_identification.submitted(application)
        if submission is None or chosen is None or chosen.version != version:
            return
        judgement = eligibility.judge(
            cycles.require(stored.cycle).eligibility_policy, _facts(submission, chosen.answer)
        )
        change = steps.judged(stored, version, judgement, now)
        if change.fact:
            db.transact(applications.write(change.application), activities.write(change.fact))

    db.settle(step)


def _facts(submission: Submission, answer: dict[str, object]) -> eligibility.Facts:
    return eligibility.Facts(
        training=submission.form["training"],
        location=submission.form["location"],
        self_identification=answer,
        texts=(submission.form["statement"],),
        on=submission.receipt.received_at.astimezone(EASTERN).date(),
    )
