"""A submitted application is judged by the rules of its cycle's policy, and again once its CV is checked."""

from datetime import UTC, datetime
from typing import Any

from functions.eligibility.judging import judge_submission, judge_with_cv
from shared.domain.activity import Activity
from shared.runtime.queues import BatchResponse, process_batch


def handler(event: dict[str, Any], _context: Any) -> BatchResponse:
    """Judge every submission that the batch tells of."""
    return process_batch(event, _work)


def _work(fact: Activity) -> None:
    now = datetime.now(UTC)
    if fact.type == "CvChecked":
        judge_with_cv(fact.subject, str(fact.data["upload"]), now)
    else:
        judge_submission(fact.subject, int(fact.data["version"]), now)
