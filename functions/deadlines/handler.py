"""Every minute: whatever is due and not done, however many minutes were missed."""

from datetime import UTC, datetime
from typing import Any

from functions.deadlines.due import catch_up
from shared.runtime.logs import log_event


def handler(_event: dict[str, Any], context: Any) -> dict[str, int]:
    """Expire, announce, ask for the closing round and lapse; return how much of each was done, and how much failed."""
    done = catch_up(datetime.now(UTC), lambda: context.get_remaining_time_in_millis() / 1000)
    log_event("deadlines", **done)
    return done
