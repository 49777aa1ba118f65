"""A submitted application is judged by the rules of its cycle's policy."""

from datetime import UTC, datetime
from typing import Any

from functions.eligibility.judging import judge_submission
from shared.domain.activity import Activity
from shared.runtime.queues import Failures, each


def handler(event: dict[str, Any], _context: Any) -> Failures:
    """Judge every submission of the batch."""
    return each(event, _work)


def _work(fact: Activity) -> None:
    judge_submission(fact.subject, int(fact.data["version"]), datetime.now(UTC))
