"""A submitted application is judged by its cycle's policy, and again once its CV is checked.

Policies are run dry and cycles' reports counted here too, and applicants shown their own self-identification: no
other function that isn't staff's may read it.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from functions.eligibility import dry_run, reporting
from functions.eligibility.judging import judge_submission, judge_with_cv
from functions.eligibility.own_answers import app
from shared.domain.activity import Activity, ActivityType
from shared.runtime.queues import process_batch


def _submitted(fact: Activity, now: datetime) -> None:
    judge_submission(fact.subject, int(fact.data["version"]), now)


def _cv_checked(fact: Activity, now: datetime) -> None:
    judge_with_cv(fact.subject, str(fact.data["upload"]), now)


def _check_requested(fact: Activity, now: datetime) -> None:
    dry_run.check_page(fact.subject, str(fact.data["policy"]), str(fact.data["run"]), int(fact.data["page"]), now)


def _report_requested(fact: Activity, now: datetime) -> None:
    reporting.count_page(fact.subject, str(fact.data["run"]), int(fact.data["page"]), now)


ACTION_BY_EVENT: Mapping[ActivityType, Callable[[Activity, datetime], None]] = {
    "ApplicationSubmitted": _submitted,
    "CvChecked": _cv_checked,
    "PolicyCheckRequested": _check_requested,
    "ReportRequested": _report_requested,
}


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Judge every submission in the batch, or answer one request."""
    if "requestContext" in event:
        return app.handle(event, context)
    return process_batch(event, lambda fact: ACTION_BY_EVENT[fact.type](fact, datetime.now(UTC)))
